/**
 * A stand-in for Stripe that unmodified Stripe clients talk to over HTTP: it keeps customers, cards, intents, charges and refunds,
 * decides each payment by its test card, and posts signed events. It owns the protocol, its own journal and the faults a test asks
 * for. It knows nothing about the product: not its tables, not its metadata keys. It is never on a production class path.
 */
@NullMarked
package dev.perennial.dev.stripe;

import org.jspecify.annotations.NullMarked;

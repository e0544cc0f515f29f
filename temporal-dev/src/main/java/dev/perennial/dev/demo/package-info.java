/**
 * A year and a bit of sales, played against a running local stack for somebody who wants to see the product work. It is a client
 * like any other: it uses the public API with the stack's token, pays with test cards at the Stripe sandbox, and receives webhooks
 * on a port of its own. Only its last act looks into the database, read-only, to prove that the ledger balances. It owns no rule of
 * the product: what it expects is written down as plain numbers.
 */
@NullMarked
package dev.perennial.dev.demo;

import org.jspecify.annotations.NullMarked;

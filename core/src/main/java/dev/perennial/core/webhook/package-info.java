/**
 * What leaves us as a webhook: which events there are, how a delivery is signed, when a failed one is tried again and where it may go. Owns the
 * rules; leaves sending to the relay and the endpoint's workflow, and name resolution to whoever connects. Randomness and time are passed in.
 */
@NullMarked
package dev.perennial.core.webhook;

import org.jspecify.annotations.NullMarked;

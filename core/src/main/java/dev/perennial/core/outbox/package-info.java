/**
 * Facts written with the change that made them: what webhooks, e-mails and read models react to after the commit. Leaves the reaction to the relay.
 */
@NullMarked
package dev.perennial.core.outbox;

import org.jspecify.annotations.NullMarked;

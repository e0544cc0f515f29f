package dev.perennial.core.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a subscription ends, and why.
 *
 * @param atPeriodEnd whether the end was left to the period's; stays true after that end was reached
 * @param endsAt the scheduled end, or the instant of an immediate one
 */
public record Cancellation(Instant requestedAt, Instant endsAt, boolean atPeriodEnd, @Nullable String reason, @Nullable String comment) {}

package dev.perennial.core.command;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What operators see of an aggregate before they open it: whose it is, its state, and one line without personal data, such as {@code Pro, USD 20.00 monthly}.
 */
public record AggregateDescription(UUID organizationId, @Nullable UUID customerId, String state, String summary) {}

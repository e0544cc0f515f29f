package dev.perennial.core.organization;

import dev.perennial.core.ledger.FeeRates;
import dev.perennial.core.money.Currency;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A merchant selling through this installation. */
public record Organization(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String name, String slug, OrganizationStatus status,
        Currency defaultCurrency, String prorationBehavior, boolean allowCustomerUpdates, boolean allowMultipleSubscriptions,
        boolean requireThreeDSecure,
        String invoicePrefix, FeeRates feeRates) {}

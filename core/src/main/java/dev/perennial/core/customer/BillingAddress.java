package dev.perennial.core.customer;

import org.jspecify.annotations.Nullable;

/** An address. */
public record BillingAddress(@Nullable String line1, @Nullable String line2, @Nullable String postalCode, @Nullable String city,
        @Nullable String state,
        String country) {}

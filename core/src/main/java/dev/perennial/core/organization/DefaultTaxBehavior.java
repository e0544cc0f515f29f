package dev.perennial.core.organization;

/** Whether prices that don't say so themselves contain tax; by location it depends on the buyer's country. */
public enum DefaultTaxBehavior {
    LOCATION, INCLUSIVE, EXCLUSIVE
}

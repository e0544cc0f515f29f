package dev.perennial.core.organization;

/** What a change of plan in the middle of a period does about the money (spec 03). */
public enum ProrationBehavior {
    /** The difference is billed at once. */
    INVOICE,
    /** The difference goes on the next invoice. */
    PRORATE,
    /** The new plan begins with the next period. */
    NEXT_PERIOD,
    /** A new period begins at once; for merchants who were given the right to. */
    RESET
}

package dev.perennial.core.customfield;

/** The organization has a field of this slug already. */
public final class SlugTaken extends RuntimeException {
    public SlugTaken(Throwable cause) { super("the slug belongs to another field", cause); }
}

package dev.perennial.dev.supervision;

/** A part cannot start; the message tells a person why and what to do. */
public final class StartFailed extends Exception {
    public StartFailed(String message) { super(message); }

    StartFailed(String message, Throwable cause) { super(message, cause); }
}

package dev.perennial.api.command;

/** Something the answer needs can't be reached at the moment: 503 on the wire. */
public final class ServiceUnavailable extends RuntimeException {
    public ServiceUnavailable(String message, Throwable cause) { super(message, cause); }
}

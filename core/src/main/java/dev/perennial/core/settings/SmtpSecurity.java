package dev.perennial.core.settings;

import java.util.Locale;

/** How the connection to the mail server is protected; written in lower case. */
public enum SmtpSecurity {
    /** Not at all: for a server on the same machine or in a private network. */
    NONE,
    /** Encrypted after the greeting; a server that can't is not given the mail. */
    STARTTLS,
    /** Encrypted from the first byte on. */
    TLS;

    @Override
    public String toString() { return name().toLowerCase(Locale.ROOT); }
}

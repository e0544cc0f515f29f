package dev.perennial.core.webhook;

import java.net.InetAddress;

/** Where deliveries may go. The operator decides it for the whole installation. */
public enum TargetPolicy {
    /** Encrypted and to the public internet: nobody can make us call into our own network. */
    PUBLIC_ONLY,
    /** Anywhere, also unencrypted: for development, and where the operator's own services receive webhooks. */
    PRIVATE_ALLOWED;

    /** Whether a connection to this address may be opened. Asked of the address a name resolved to, for every attempt. */
    public boolean permits(InetAddress resolved) {
        return this == PRIVATE_ALLOWED || AddressBlock.isPublic(resolved);
    }

    boolean permitsScheme(String scheme) { return scheme.equals("https") || (this == PRIVATE_ALLOWED && scheme.equals("http")); }
}

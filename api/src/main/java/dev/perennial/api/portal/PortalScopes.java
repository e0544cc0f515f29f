package dev.perennial.api.portal;

/** What sessions of the portal are good for. */
final class PortalScopes {
    static final String READ = "customer_portal:read";
    static final String WRITE = "customer_portal:write";

    private PortalScopes() {}
}

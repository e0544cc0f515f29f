package dev.perennial.core.identity;

import java.util.Set;

/** Whoever sent a request, as its credential tells. */
public sealed interface Caller permits Anonymous, MerchantCaller, PortalCaller {
    /** Wire names of the scopes the credential was given, such as {@code products:read}; holding one of those an operation lists is enough. */
    Set<String> scopes();
}

package dev.perennial.core.identity;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The customers' ways into the portal. */
public interface CustomerSessions {
    /** Opens a session; earlier ones of the customer go on. */
    Opened open(UUID customerId, UUID organizationId, @Nullable String returnUrl);

    /** The running session of a token; none once it has expired or its customer was deleted. */
    Optional<CustomerSession> find(String token);

    /** The session a caller came in by, of whichever kind. */
    CustomerSession of(PortalCaller caller);

    /** Ends every session of the customer at once. */
    void endAllOf(UUID customerId);

    /** A new session and its token: the only time it is seen in clear. */
    record Opened(CustomerSession session, Token token) {}
}

package dev.perennial.core.identity;

import dev.perennial.core.member.Member;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ways of customers' members into the portal. They last as long as a customer's, and end with the member. */
public interface MemberSessions {
    /** Opens a session; earlier ones of the member go on. */
    CustomerSessions.Opened open(Member member, @Nullable String returnUrl);

    /** The member of a running session; nothing once it has expired, or its member or customer is gone. */
    Optional<MemberCaller> resolve(String token);

    /** Ends every session of the customer's members at once. */
    void endAllOf(UUID customerId);
}

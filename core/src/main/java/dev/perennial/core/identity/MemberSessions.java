package dev.perennial.core.identity;

import dev.perennial.core.member.Member;
import dev.perennial.core.member.MemberRole;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The members' ways into the portal of their customer. They last as long as a customer's, and end with the member. */
public interface MemberSessions {
    /** Opens a session; earlier ones of the member go on. */
    CustomerSessions.Opened open(Member member, @Nullable String returnUrl);

    /** The running session of a token; none once it has expired or its member or customer was deleted. */
    Optional<Found> find(String token);

    /** Ends every session of the customer's members at once. */
    void endAllOf(UUID customerId);

    /** A member's session, with what the member is by now. */
    record Found(CustomerSession session, UUID memberId, MemberRole role) {}
}

package dev.perennial.core.identity;

import java.util.Optional;

/** The ways of customers' team members into the portal. */
public interface MemberSessions {
    /** The member of a running session; nothing once it has expired, or its member or customer is gone. */
    Optional<MemberCaller> resolve(String token);
}

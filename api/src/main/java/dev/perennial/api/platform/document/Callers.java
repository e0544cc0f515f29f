package dev.perennial.api.platform.document;

import dev.perennial.api.platform.access.Subject;
import dev.perennial.core.identity.Anonymous;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.member.MemberRole;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.UserCaller;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A caller to describe an operation with, of a kind the operation takes. It reaches nothing and may do nothing. */
final class Callers {
    private static final UUID NOBODY = new UUID(0, 0);
    // People first: a person has to say more than an organization's token, such as which organization is meant.
    private static final List<Caller> KINDS = List.of(new UserCaller(NOBODY, Map.of(), UserCaller.Reach.EVERY_MEMBERSHIP, Set.of()),
            new OrganizationCaller(NOBODY, NOBODY, Set.of()), new CustomerCaller(NOBODY, NOBODY, NOBODY, Set.of()),
            new MemberCaller(NOBODY, NOBODY, NOBODY, NOBODY, MemberRole.MEMBER, Set.of()), new Anonymous());

    private Callers() {}

    /** A caller of one of these kinds that can be given for an argument of this type. */
    static Caller of(Set<Subject> subjects, Class<?> type) {
        return KINDS.stream().filter(type::isInstance).filter(caller -> subjects.contains(Subject.of(caller))).findFirst()
                .orElseThrow(() -> new IllegalStateException("an operation for " + subjects + " takes a " + type.getSimpleName()));
    }
}

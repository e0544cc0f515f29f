package dev.perennial.api.member;

import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.member.MemberRole;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A member to be added. There is an owner already, so nobody is added as one. */
public record MemberInput(String email, Optional<String> name, Optional<String> externalId, MemberRole role) {
    private static final Value<MemberRole> ADDED_AS = oneOf(
            Map.of(MemberRole.MEMBER.wire(), MemberRole.MEMBER, MemberRole.BILLING_MANAGER.wire(), MemberRole.BILLING_MANAGER));

    static Supplier<MemberInput> read(Fields in) {
        var email = in.required("email", emailAddress());
        var name = in.optional("name", Types.NAME);
        var externalId = in.optional("external_id", text().blankAsNull());
        var role = in.orElse("role", ADDED_AS, MemberRole.MEMBER);
        return () -> new MemberInput(email.get(), name, externalId, role);
    }

    /** What is to be changed about a member; {@code null} changes nothing. */
    public record Change(Optional<String> name, Optional<String> email, Optional<MemberRole> role) {
        static Supplier<Change> read(Fields in) {
            var name = in.optional("name", Types.NAME);
            var email = in.optional("email", emailAddress());
            var role = in.optional("role", oneOf(MemberRole.class));
            return () -> new Change(name, email, role);
        }
    }
}

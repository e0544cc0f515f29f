package dev.perennial.api.platform.input;

import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.UserCaller;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The field {@code organization_id} of an object being created (spec/01 section 7.2). */
public final class OrganizationField {
    private static final String NAME = "organization_id";

    private OrganizationField() {}

    /**
     * The organization the new object will belong to. An organization's own token must not name one; a person must, unless the credential was
     * narrowed to exactly one. Whether a member's role permits the creation is asked afterwards, by {@link MerchantCaller#demand}.
     */
    public static Required<UUID> read(Fields in, MerchantCaller caller) {
        return switch (caller) {
            case OrganizationCaller token -> ofToken(in, token);
            case UserCaller user -> ofUser(in, user);
        };
    }

    private static Required<UUID> ofToken(Fields in, OrganizationCaller token) {
        if (in.optional(NAME, Values.anyJson()).isPresent()) {
            in.refuse(NAME, "organization_token", "An organization token already says which organization is meant: leave this field out.");
        }
        return new Required<>(token.organizationId());
    }

    private static Required<UUID> ofUser(Fields in, UserCaller user) {
        int before = in.problems();
        Optional<UUID> sent = in.optional(NAME, Values.uuid());
        @Nullable
        UUID meant = sent.or(user::impliedOrganization).orElse(null);
        if (in.problems() > before) {
            return new Required<>(null);
        }
        if (meant == null) {
            in.refuse(NAME, "missing", "The organization is required.");
        } else if (!user.reaches(meant)) {
            in.refuse(NAME, "value_error", "There is no such organization.");
        }
        return new Required<>(meant);
    }
}

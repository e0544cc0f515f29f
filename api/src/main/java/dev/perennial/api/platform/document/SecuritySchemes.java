package dev.perennial.api.platform.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.api.platform.access.Subject;
import java.util.List;

/** The kinds of credentials, by the names they have in the document. */
final class SecuritySchemes {
    private SecuritySchemes() {}

    /** The credentials a caller of this kind can have. */
    static List<String> of(Subject subject) {
        return switch (subject) {
            case USER -> List.of("oidc", "pat");
            case ORGANIZATION -> List.of("oat");
            case CUSTOMER -> List.of("customer_session");
            case MEMBER -> List.of("member_session");
            case ANONYMOUS -> List.of();
        };
    }

    static void writeTo(ObjectNode schemes) {
        schemes.putObject("oidc").put("type", "openIdConnect").put("openIdConnectUrl", "/.well-known/openid-configuration")
                .put("description", "A token an application was given by a person who consented.");
        bearer(schemes, "pat", "A person's own token.");
        bearer(schemes, "oat", "A token of one organization.");
        bearer(schemes, "customer_session", "A customer's session in the portal.");
        bearer(schemes, "member_session", "The session of a member of a customer's team in the portal.");
    }

    private static void bearer(ObjectNode schemes, String name, String description) {
        schemes.putObject(name).put("type", "http").put("scheme", "bearer").put("description", description);
    }
}

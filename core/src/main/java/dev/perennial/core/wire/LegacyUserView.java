package dev.perennial.core.wire;

import dev.perennial.core.customer.Customer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The customer under the name clients of earlier generations know it by. */
public record LegacyUserView(UUID id, String email, String publicName, @Nullable String avatarUrl, @Nullable String githubUsername) {
    static LegacyUserView of(Customer customer) {
        var name = customer.name();
        return new LegacyUserView(customer.id(), customer.email(), name == null ? customer.email() : name, Avatars.urlOf(customer.email()), null);
    }
}

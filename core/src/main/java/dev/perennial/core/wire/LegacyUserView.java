package dev.perennial.core.wire;

import dev.perennial.core.customer.Customer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The customer under the name clients of earlier generations know it by. */
public record LegacyUserView(UUID id, @Nullable String email, String publicName, @Nullable String avatarUrl, @Nullable String githubUsername) {
    static LegacyUserView of(Customer customer) {
        String address = customer.contactEmail();
        String shown = customer.name() == null ? address : customer.name();
        return new LegacyUserView(customer.id(), customer.email(), shown == null ? "" : shown, address == null ? null : Avatars.urlOf(address), null);
    }
}

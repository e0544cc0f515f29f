package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.ProrationBehavior;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A checkout session as the buyer sees it: who sells, and nothing of what the merchant keeps to itself. */
public record CheckoutPublicView(@JsonUnwrapped CheckoutFacts facts, Seller organization) {

    /** The merchant as buyers see it. */
    public record Seller(UUID id, Instant createdAt, @Nullable Instant modifiedAt, String name, String slug, @Nullable String avatarUrl,
            ProrationBehavior prorationBehavior, boolean allowCustomerUpdates) {
        static Seller of(Organization organization) {
            return new Seller(organization.id(), organization.createdAt(), organization.modifiedAt(), organization.name(), organization.slug(),
                    organization.profile().avatarUrl(),
                    organization.prorationBehavior(), organization.allowCustomerUpdates());
        }
    }

    public static CheckoutPublicView of(CheckoutFacts facts, Organization organization) {
        return new CheckoutPublicView(facts, Seller.of(organization));
    }
}

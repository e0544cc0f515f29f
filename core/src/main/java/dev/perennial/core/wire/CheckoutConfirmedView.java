package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.organization.Organization;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a buyer's confirmation.
 *
 * @param customerSessionToken the buyer's way into the portal, or null where the e-mail address belonged to a customer already
 */
public record CheckoutConfirmedView(@JsonUnwrapped CheckoutPublicView checkout, @Nullable String customerSessionToken) {
    public static CheckoutConfirmedView of(CheckoutFacts facts, Organization organization, @Nullable String customerSessionToken) {
        return new CheckoutConfirmedView(CheckoutPublicView.of(facts.confirmed(), organization), customerSessionToken);
    }
}

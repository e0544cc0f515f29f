package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.perennial.core.payment.PaymentMethod;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saved means of payment.
 *
 * @param methodMetadata what identifies a card to its owner; null for other types
 * @param isLegacyDefault the same as {@code isDefault}, like {@code card} for clients of earlier generations
 */
public record PaymentMethodView(UUID id, Instant createdAt, @Nullable Instant modifiedAt, @Form(oneOf = "stripe") String processor, UUID customerId,
        String type,
        @Nullable CardView methodMetadata, boolean isDefault, @JsonProperty("default") boolean isLegacyDefault, @Nullable CardView card) {

    /** A card without its number. */
    public record CardView(String brand, String last4, int expMonth, int expYear, @Nullable String wallet) {}

    /**
     * @param defaultId the customer's default method, if one was chosen
     */
    public static PaymentMethodView of(PaymentMethod method, @Nullable UUID defaultId) {
        var card = method.card();
        var view = card == null ? null : new CardView(card.brand(), card.last4(), card.expMonth(), card.expYear(), card.wallet());
        boolean isDefault = method.id().equals(defaultId);
        return new PaymentMethodView(method.id(), method.createdAt(), method.modifiedAt(), "stripe", method.customerId(), method.type(), view,
                isDefault, isDefault, view);
    }
}

package dev.perennial.api.sale;

import dev.perennial.api.command.PaymentMethodDesk;
import dev.perennial.core.payment.PaymentMethod;
import dev.perennial.core.payment.PaymentMethods;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Saves any card but one that is declined and one whose bank asks. */
@Singleton
@Primary
@Requires(property = "sale.test")
class FakeCards implements PaymentMethodDesk {
    static final String DECLINED = "ctoken_declined";
    static final String ASKING = "ctoken_asking";

    private final PaymentMethods methods;

    FakeCards(PaymentMethods methods) { this.methods = methods; }

    @Override
    public Added add(UUID customerId, String confirmationTokenId, boolean setDefault, @Nullable String returnUrl) {
        return switch (confirmationTokenId) {
            case DECLINED -> new Added.Failed("Your card was declined.");
            case ASKING -> new Added.RequiresAction("seti_1_secret");
            default -> saved(customerId);
        };
    }

    @Override
    public Added confirm(UUID customerId, String setupIntentId, boolean setDefault) {
        return saved(customerId);
    }

    private Added saved(UUID customerId) {
        var card = new PaymentMethod.Card("visa", "4242", 12, 2030, null, "US", "print");
        return new Added.Succeeded(methods.save(new PaymentMethod(UUID.randomUUID(), Instant.parse("2026-01-01T00:00:00Z"), null, customerId,
                "pm_" + UUID.randomUUID(), "card", card)));
    }
}

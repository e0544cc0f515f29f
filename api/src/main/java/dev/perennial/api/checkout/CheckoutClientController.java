package dev.perennial.api.checkout;

import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.command.Arguments;
import dev.perennial.api.command.Changes;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.limit.Limited;
import dev.perennial.api.platform.limit.Zone;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.checkout.ExpiredCheckout;
import dev.perennial.core.identity.Anonymous;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.NotPermitted;
import dev.perennial.core.organization.Organization;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.wire.CheckoutConfirmedView;
import dev.perennial.core.wire.CheckoutPublicView;
import dev.perennial.core.wire.Representations;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;

/** What a buyer's page does with a session it knows the secret of. */
@Controller("/v1/checkouts/client/{client_secret}")
class CheckoutClientController {
    private static final Caller BUYER = new Anonymous();

    private final Checkouts checkouts;
    private final Organizations organizations;
    private final Changes changes;
    private final CheckoutDesk desk;
    private final BuyerSessions sessions;
    private final Representations representations;
    private final BillingTime time;

    CheckoutClientController(Checkouts checkouts, Organizations organizations, Changes changes, CheckoutDesk desk, BuyerSessions sessions,
            Representations representations, BillingTime time) {
        this.checkouts = checkouts;
        this.organizations = organizations;
        this.changes = changes;
        this.desk = desk;
        this.sessions = sessions;
        this.representations = representations;
        this.time = time;
    }

    @Get
    @Access(subjects = Subject.ANONYMOUS)
    @Operation(value = "checkouts:client_get", refuses = "ExpiredCheckoutError")
    CheckoutPublicView get(@PathVariable("client_secret") String clientSecret) {
        Found found = find(clientSecret);
        return representations.checkoutPublic(found.checkout(), found.seller());
    }

    @Patch
    @Access(subjects = Subject.ANONYMOUS)
    @Operation(value = "checkouts:client_update", refuses = {"AlreadyActiveSubscriptionError", "NotOpenCheckout", "PaymentNotReady",
            "TrialAlreadyRedeemed", "DiscountRedemptionLimitReached", "CheckoutLocked", "ExpiredCheckoutError"})
    CheckoutPublicView update(@PathVariable("client_secret") String clientSecret, Body body) {
        CheckoutChangeInput input = body.read(CheckoutChangeInput::read);
        ask(find(clientSecret).checkout(), BUYER, "update_checkout", input, input.arguments());
        Found changed = find(clientSecret);
        return representations.checkoutPublic(changed.checkout(), changed.seller());
    }

    @Post("/confirm")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Operation(value = "checkouts:client_confirm", refuses = {"PaymentError", "AlreadyActiveSubscriptionError", "NotOpenCheckout", "PaymentNotReady",
            "TrialAlreadyRedeemed", "DiscountRedemptionLimitReached", "CheckoutLocked", "ExpiredCheckoutError"})
    @Limited(Zone.CHECKOUT_CONFIRM)
    CheckoutConfirmedView confirm(Caller caller, @PathVariable("client_secret") String clientSecret, Body body) {
        CheckoutChangeInput input = body.read(CheckoutChangeInput::readConfirmation);
        Found found = find(clientSecret);
        Checkout checkout = found.checkout();
        boolean chosenByMerchant = sessions.isCustomerChosenByMerchant(checkout);
        ask(checkout, caller, "confirm_checkout", input, input.arguments().with("confirmation_token_id", input.confirmationTokenId()));
        Checkout confirmed = checkouts.find(checkout.id()).orElseThrow(ApiError::notFound);
        return representations.checkoutConfirmed(confirmed, found.seller(), sessions.tokenFor(confirmed, chosenByMerchant));
    }

    private void ask(Checkout checkout, Caller caller, String kind, CheckoutChangeInput input, Arguments arguments) {
        if (checkout.buyer().customerId() == null) {
            desk.checkDomain(input.email());
        }
        changes.ask(new Changes.Target("checkout", checkout.id(), checkout.organizationId()), caller, kind, arguments);
    }

    private record Found(Checkout checkout, Organization seller) {}

    /** The session, while its buyer may see it: that its time is over is told before anything else. */
    private Found find(String clientSecret) {
        Checkout checkout = checkouts.findByClientSecret(clientSecret).orElseThrow(ApiError::notFound);
        if (checkout.isExpiredAt(time.now(checkout.testClockId()))) {
            throw new ExpiredCheckout();
        }
        Organization seller = organizations.get(checkout.organizationId());
        if (seller.deletedAt() != null) {
            throw ApiError.notFound();
        }
        if (!seller.status().usesApi()) {
            throw new NotPermitted("This organization can't sell at the moment.");
        }
        return new Found(checkout, seller);
    }
}

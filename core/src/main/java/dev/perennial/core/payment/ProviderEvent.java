package dev.perennial.core.payment;

import dev.perennial.core.time.RealInstant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a provider has told us, stored before anything acts on it. Out of order and duplicates are normal.
 *
 * @param id the provider's id of the event
 * @param objectId the provider's id of what the event is about
 * @param attemptId our id in the object's metadata, or null when it is none of ours
 * @param receivedAt real time
 */
public record ProviderEvent(String id, String provider, String type, String objectId, @Nullable UUID attemptId, RealInstant receivedAt) {

    /** What has to be done about an event. */
    public sealed interface Route {
        /** Our rows show it already, or it is none of our business. */
        record Done() implements Route {}

        /** We don't know its object yet, or are just being told the same in another way. */
        record Later() implements Route {}

        /**
         * Its owner has to look.
         *
         * @param aggregate the owner's kind, as in a workflow's id
         */
        record Tell(String aggregate, UUID id, String signal) implements Route {}

        /** It tells of a payment that our rows don't show: a person has to see it, and the attempt's owner has to look into it. */
        record Alarm(PaymentAttempt attempt, Tell owner) implements Route {}

        /** A refund of ours has changed: somebody has to ask what became of it. */
        record Refund() implements Route {}
    }

    /** Only the processor's balance tells what a charge brought; when the charge's own answer did not carry it, this event does. */
    private static final String SETTLED = "charge.updated";

    /** Whether it tells what a charge has brought. */
    public boolean tellsSettlement() { return type.equals(SETTLED); }

    /**
     * Decides from what our rows say about the attempt the event belongs to.
     *
     * @param attempt the row, or null when there is none (yet)
     * @param awaited whether the attempt's call can still be under way, so that its own answer comes first
     * @param unsettled the order that the attempt has paid, its own or its checkout's, if what the charge has brought is not booked yet; looked up only for
     *        an event that {@link #tellsSettlement}
     */
    public Route route(@Nullable PaymentAttempt attempt, boolean awaited, @Nullable UUID unsettled) {
        if (attemptId == null) {
            return new Route.Done();
        }
        if (attempt == null || awaited) {
            return new Route.Later();
        }
        if (type.startsWith("refund.")) {
            return new Route.Refund();
        }
        if (isUnexpectedOf(attempt)) {
            return new Route.Alarm(attempt, ownerOf(attempt));
        }
        if (attempt.state().isOpen()) {
            return ownerOf(attempt);
        }
        return tellsSettlement() && unsettled != null ? new Route.Tell("order", unsettled, "changed") : new Route.Done();
    }

    /** Whether it is about another intent than the attempt's, or about the success of an attempt that was recorded as failed. */
    private boolean isUnexpectedOf(PaymentAttempt attempt) {
        if (!type.startsWith("payment_intent.") && !type.startsWith("setup_intent.")) {
            return false;
        }
        String own = attempt.intentId();
        boolean other = own != null && !own.equals(objectId);
        return other || (attempt.state() == PaymentAttempt.State.FAILED && type.endsWith(".succeeded"));
    }

    /** Who has to look when something about an attempt has happened. */
    public static Route.Tell ownerOf(PaymentAttempt attempt) {
        if (attempt.kind() == PaymentAttempt.Kind.SETUP) {
            return new Route.Tell("card-setup", attempt.id(), "payment_changed");
        }
        UUID checkout = attempt.checkoutId();
        UUID order = attempt.orderId();
        if (checkout != null) {
            return new Route.Tell("checkout", checkout, "payment_changed");
        }
        if (order == null) {
            throw new IllegalStateException("attempt " + attempt.id() + " has no owner");
        }
        return new Route.Tell("order", order, "changed");
    }
}

package dev.perennial.activities.payment;

import static java.util.Objects.requireNonNull;

import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.money.Money;
import dev.perennial.core.time.RealInstant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The payment processor. A call is tried once and answered within its time-out or not at all. Every call that has an effect carries an idempotency key made
 * from our ids.
 *
 * <p>Every call may throw {@link ProcessorBusy}. Where the answer is no {@link ProcessorAnswer} or {@link RefundAnswer}, it throws
 * {@link ProcessorUnreachable} if there was no answer, and {@link ProcessorRefused} if the processor does not take the question.
 */
public interface PaymentProcessor {
    /** Who pays, as the processor should know it. */
    record Payer(UUID customerId, String email, @Nullable String name, @Nullable BillingAddress address) {
        public static Payer of(Customer customer) {
            String email = requireNonNull(customer.contactEmail(), () -> "customer " + customer.id() + " can't be written to");
            return new Payer(customer.id(), email, customer.billingName(), customer.billingAddress());
        }
    }

    /**
     * How the payer pays: with what was entered on a page ({@code confirmationToken}), or with a saved method in the payer's absence or presence.
     */
    sealed interface Means {
        record ConfirmationToken(String token, boolean keepForLater) implements Means {}

        record Saved(String processorMethodId, boolean payerPresent) implements Means {}
    }

    /**
     * A try to take money.
     *
     * @param attemptId stands in the processor's metadata, so that the try can be found again
     * @param idempotencyKey the same for every repeat until an outcome is known
     * @param statementSuffix what the bank statement shows after the platform's name
     */
    record Charge(UUID attemptId, String idempotencyKey, String processorCustomerId, Money amount, Means means, String description,
            String statementSuffix,
            boolean requestThreeDSecure, @Nullable String returnUrl, Map<String, String> metadata) {}

    /** A try to keep a card for later charges without taking money. */
    record Setup(UUID attemptId, String idempotencyKey, String processorCustomerId, String confirmationToken, boolean requestThreeDSecure,
            @Nullable String returnUrl, Map<String, String> metadata) {}

    /**
     * Money to be given back.
     *
     * @param attemptId the try that took it; stands in the processor's metadata
     * @param intentId what the processor calls that try
     * @param idempotencyKey the same for every repeat: a refund happens once
     */
    record Refund(UUID attemptId, String intentId, String idempotencyKey, Money amount) {}

    /**
     * Makes the payer known to the processor.
     *
     * @param idempotencyKey the same for every repeat until an outcome is known
     * @return the processor's id of the payer; the same for every repeat
     */
    String register(Payer payer, String idempotencyKey);

    /** Looks for a payer whose registration got no answer, by our id in the metadata of all whom the processor knows under the e-mail address. */
    Optional<String> findPayer(Payer payer);

    /** Takes money. What goes wrong is an answer, except {@link ProcessorBusy}. */
    ProcessorAnswer charge(Charge charge);

    /** Keeps a card. What goes wrong is an answer, except {@link ProcessorBusy}. */
    ProcessorAnswer setUp(Setup setup);

    /** How a try stands now. */
    ProcessorAnswer retrieve(String intentId);

    /**
     * Looks for what came of a try whose answer was lost, by our id in the metadata of all that the payer has begun since.
     *
     * @return how each of them stands, {@linkplain ProcessorAnswer#BEST_FIRST the best first}; more than one only if different keys were used
     */
    List<ProcessorAnswer> find(UUID attemptId, boolean setup, String processorCustomerId, RealInstant notBefore);

    /** Calls off a try that could still succeed; answers how it stands afterwards, which may be that it succeeded just before. */
    ProcessorAnswer cancel(String intentId);

    /** Gives money back that a try has taken. */
    RefundAnswer refund(Refund refund);

    /**
     * How our refund of a try stands now: the newest one where there are several. What a person gave back at the processor's own pages is not ours.
     *
     * @return nothing if the processor knows of none
     */
    Optional<RefundStanding> refundOf(String intentId);

    /**
     * Brings what the processor knows of a payer up to date.
     *
     * @param defaultMethod the processor's id of the method to charge when none is named, or null to leave that as it is
     */
    void update(String processorCustomerId, Payer payer, @Nullable String defaultMethod);

    /** Forgets a payer's saved method: nothing can be charged to it any more. One that is gone already stays gone. */
    void detach(String processorCustomerId, String processorMethodId);
}

package dev.perennial.activities.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.SetupIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.AutomaticPaymentMethods;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentCreateParams.PaymentMethodOptions;
import com.stripe.param.PaymentIntentCreateParams.PaymentMethodOptions.Card.RequestThreeDSecure;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.SetupIntentCancelParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SetupIntentListParams;
import com.stripe.param.SetupIntentRetrieveParams;
import dev.perennial.activities.payment.PaymentProcessor;
import dev.perennial.activities.payment.ProcessorAnswer;
import dev.perennial.activities.payment.ProcessorAnswer.Reason;
import dev.perennial.activities.payment.ProcessorUnreachable;
import dev.perennial.activities.payment.RefundAnswer;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stripe by its own client library. Its retries are off: whoever asks decides when and under which key to ask again. */
@Singleton
final class StripeProcessor implements PaymentProcessor {
    private static final int LOOK_UP_PAGE = 20;
    static final String ATTEMPT_ID = "attempt_id";
    private static final String CUSTOMER_ID = "customer_id";
    private static final String BALANCE = "latest_charge.balance_transaction";
    /** Stripe's codes for a saved method that can't be used any more (spec 04 §1.9). */
    private static final Set<String> GONE = Set.of("payment_method_unactivated", "payment_intent_mandate_invalid", "mandate_required",
            "payment_method_customer_decline", "resource_missing", "payment_method_unexpected_state");

    private final StripeClient stripe;

    StripeProcessor(Settings settings) {
        int timeout = Math.toIntExact(settings.processorTimeout().toMillis());
        stripe = StripeClient.builder().setApiKey(settings.stripeApiKey()).setApiBase(settings.stripeApiBase().toString()).setMaxNetworkRetries(0)
                .setConnectTimeout(timeout).setReadTimeout(timeout).build();
    }

    @Override
    public String register(Payer payer) {
        var params = CustomerCreateParams.builder().setEmail(payer.email()).putMetadata(CUSTOMER_ID, payer.customerId().toString());
        if (payer.name() != null) {
            params.setName(payer.name());
        }
        String key = "customer/" + payer.customerId();
        return call(() -> {
            try {
                return stripe.v1().customers().create(params.build(), keyed(key)).getId();
            } catch (ApiException failed) {
                // The same key would repeat this failure for a day. Whoever was made nevertheless is found; else another key makes them.
                Optional<String> made = registered(payer);
                return made.isPresent()
                        ? made.get()
                        : stripe.v1().customers().create(params.build(), keyed(key + "/after/" + failed.getRequestId())).getId();
            }
        });
    }

    private Optional<String> registered(Payer payer) throws StripeException {
        String wanted = payer.customerId().toString();
        return stripe.v1().customers().list(CustomerListParams.builder().setEmail(payer.email()).setLimit((long) LOOK_UP_PAGE).build()).getData()
                .stream()
                .filter(customer -> wanted.equals(customer.getMetadata().get(CUSTOMER_ID))).findFirst().map(Customer::getId);
    }

    @Override
    public ProcessorAnswer charge(Charge charge) {
        var params = PaymentIntentCreateParams.builder().setAmount(charge.amount().minorUnits()).setCurrency(charge.amount().currency().code())
                .setCustomer(charge.processorCustomerId()).setDescription(charge.description()).setStatementDescriptorSuffix(charge.statementSuffix())
                .setConfirm(true).putAllMetadata(charge.metadata()).putMetadata(ATTEMPT_ID, charge.attemptId().toString()).addExpand(BALANCE)
                // With Stripe's default the balance transaction comes a moment later; asked this way it is in the answer, and so in the same transaction.
                .setCaptureMethod(CaptureMethod.AUTOMATIC);
        var methods = AutomaticPaymentMethods.builder().setEnabled(true);
        if (charge.returnUrl() == null) {
            methods.setAllowRedirects(AutomaticPaymentMethods.AllowRedirects.NEVER);
        } else {
            params.setReturnUrl(charge.returnUrl());
        }
        params.setAutomaticPaymentMethods(methods.build());
        switch (charge.means()) {
            case Means.ConfirmationToken(var token, var keep) -> {
                params.setConfirmationToken(token).addExpand("payment_method");
                if (keep) {
                    params.setSetupFutureUsage(PaymentIntentCreateParams.SetupFutureUsage.OFF_SESSION);
                }
            }
            case Means.Saved(var method, var present) -> {
                params.setPaymentMethod(method).setOffSession(!present);
                if (present) { // What a payer chooses may be kept for the next period; what the schedule charges is kept already.
                    params.addExpand("payment_method");
                }
            }
        }
        if (charge.requestThreeDSecure()) {
            params.setPaymentMethodOptions(PaymentMethodOptions.builder()
                    .setCard(PaymentMethodOptions.Card.builder().setRequestThreeDSecure(RequestThreeDSecure.ANY).build()).build());
        }
        return effect(() -> Answers.of(stripe.v1().paymentIntents().create(params.build(), keyed(charge.idempotencyKey()))));
    }

    @Override
    public ProcessorAnswer setUp(Setup setup) {
        var params = SetupIntentCreateParams.builder().setCustomer(setup.processorCustomerId()).setConfirmationToken(setup.confirmationToken())
                .setConfirm(true)
                .setUsage(SetupIntentCreateParams.Usage.OFF_SESSION).putAllMetadata(setup.metadata())
                .putMetadata(ATTEMPT_ID, setup.attemptId().toString())
                .addExpand("payment_method");
        var methods = SetupIntentCreateParams.AutomaticPaymentMethods.builder().setEnabled(true);
        if (setup.returnUrl() == null) {
            methods.setAllowRedirects(SetupIntentCreateParams.AutomaticPaymentMethods.AllowRedirects.NEVER);
        } else {
            params.setReturnUrl(setup.returnUrl());
        }
        params.setAutomaticPaymentMethods(methods.build());
        if (setup.requestThreeDSecure()) {
            params.setPaymentMethodOptions(SetupIntentCreateParams.PaymentMethodOptions.builder()
                    .setCard(SetupIntentCreateParams.PaymentMethodOptions.Card.builder()
                            .setRequestThreeDSecure(SetupIntentCreateParams.PaymentMethodOptions.Card.RequestThreeDSecure.ANY).build())
                    .build());
        }
        return effect(() -> Answers.of(stripe.v1().setupIntents().create(params.build(), keyed(setup.idempotencyKey()))));
    }

    @Override
    public ProcessorAnswer retrieve(String intentId) {
        return call(() -> isSetup(intentId) ? Answers.of(retrieveSetup(intentId)) : Answers.of(retrievePayment(intentId)));
    }

    @Override
    public Optional<ProcessorAnswer> find(UUID attemptId, boolean setup, String processorCustomerId, Instant notBefore) {
        // The list is consistent at once, Stripe's search is not; a minute covers clocks that disagree.
        long since = notBefore.minusSeconds(60).getEpochSecond();
        String wanted = attemptId.toString();
        return call(() -> setup
                ? stripe.v1().setupIntents()
                        .list(SetupIntentListParams.builder().setCustomer(processorCustomerId)
                                .setCreated(SetupIntentListParams.Created.builder().setGte(since).build()).setLimit((long) LOOK_UP_PAGE).build())
                        .getData().stream().filter(intent -> wanted.equals(intent.getMetadata().get(ATTEMPT_ID))).findFirst().map(SetupIntent::getId)
                : stripe.v1().paymentIntents()
                        .list(PaymentIntentListParams.builder().setCustomer(processorCustomerId)
                                .setCreated(PaymentIntentListParams.Created.builder().setGte(since).build()).setLimit((long) LOOK_UP_PAGE).build())
                        .getData().stream().filter(intent -> wanted.equals(intent.getMetadata().get(ATTEMPT_ID))).findFirst()
                        .map(PaymentIntent::getId))
                .map(this::retrieve);
    }

    @Override
    public ProcessorAnswer cancel(String intentId) {
        return call(() -> {
            try {
                return isSetup(intentId)
                        ? Answers.of(stripe.v1().setupIntents().cancel(intentId, SetupIntentCancelParams.builder().build()))
                        : Answers.of(stripe.v1().paymentIntents().cancel(intentId, PaymentIntentCancelParams.builder().build()));
            } catch (InvalidRequestException _) {
                // It has ended in the meantime, one way or the other.
                return isSetup(intentId) ? Answers.of(retrieveSetup(intentId)) : Answers.of(retrievePayment(intentId));
            }
        });
    }

    @Override
    public RefundAnswer refund(Refund refund) {
        var params = RefundCreateParams.builder().setPaymentIntent(refund.intentId()).setAmount(refund.amount().minorUnits())
                .putMetadata(ATTEMPT_ID, refund.attemptId().toString()).build();
        try {
            var made = stripe.v1().refunds().create(params, keyed(refund.idempotencyKey()));
            return new RefundAnswer.Done(made.getId(), made.getStatus());
        } catch (InvalidRequestException refused) {
            return new RefundAnswer.Refused(orElse(refused.getCode(), "invalid_request"),
                    orElse(refused.getUserMessage(), "The refund was refused."));
        } catch (StripeException _) {
            return new RefundAnswer.Unknown();
        }
    }

    @Override
    public void update(String processorCustomerId, Payer payer, @Nullable String defaultMethod) {
        var params = CustomerUpdateParams.builder().setEmail(payer.email());
        if (payer.name() != null) {
            params.setName(payer.name());
        }
        BillingAddress address = payer.address();
        if (address != null) {
            params.setAddress(CustomerUpdateParams.Address.builder().setLine1(orElse(address.line1(), "")).setLine2(orElse(address.line2(), ""))
                    .setPostalCode(orElse(address.postalCode(), "")).setCity(orElse(address.city(), "")).setState(stateOf(address))
                    .setCountry(address.country()).build());
        }
        if (defaultMethod != null) {
            params.setInvoiceSettings(CustomerUpdateParams.InvoiceSettings.builder().setDefaultPaymentMethod(defaultMethod).build());
        }
        call(() -> stripe.v1().customers().update(processorCustomerId, params.build()));
    }

    /** Stripe wants a state without its country before it. */
    private static String stateOf(BillingAddress address) {
        String state = orElse(address.state(), "");
        return state.startsWith(address.country() + "-") ? state.substring(address.country().length() + 1) : state;
    }

    @Override
    public void detach(String processorMethodId) {
        call(() -> {
            try {
                return stripe.v1().paymentMethods().detach(processorMethodId);
            } catch (InvalidRequestException gone) {
                return gone; // It is not there, or nobody's any more.
            }
        });
    }

    private PaymentIntent retrievePayment(String id) throws StripeException {
        return stripe.v1().paymentIntents().retrieve(id,
                PaymentIntentRetrieveParams.builder().addExpand(BALANCE).addExpand("payment_method").build());
    }

    private SetupIntent retrieveSetup(String id) throws StripeException {
        return stripe.v1().setupIntents().retrieve(id, SetupIntentRetrieveParams.builder().addExpand("payment_method").build());
    }

    private static boolean isSetup(String intentId) { return intentId.startsWith("seti_"); }

    private static RequestOptions keyed(String key) { return RequestOptions.builder().setIdempotencyKey(key).build(); }

    /** A call with an effect: what went wrong is an answer. */
    private ProcessorAnswer effect(StripeCall<ProcessorAnswer> call) {
        try {
            return call.make();
        } catch (CardException declined) {
            return declined(declined);
        } catch (ApiConnectionException | RateLimitException | IdempotencyException _) {
            return new ProcessorAnswer.Unknown(Reason.NO_ANSWER);
        } catch (InvalidRequestException invalid) {
            return new ProcessorAnswer.Declined(null, null, orElse(invalid.getCode(), "invalid_request"),
                    orElse(invalid.getUserMessage(), "The payment was refused."),
                    GONE.contains(orElse(invalid.getCode(), "")));
        } catch (ApiException failed) {
            return new ProcessorAnswer.Unknown(Reason.SERVER_ERROR);
        } catch (StripeException misconfigured) {
            throw new IllegalStateException("the payment processor refuses our credentials or version: " + misconfigured.getMessage(), misconfigured);
        }
    }

    private ProcessorAnswer declined(CardException declined) {
        String code = orElse(declined.getDeclineCode(), orElse(declined.getCode(), "card_declined"));
        String message = orElse(declined.getUserMessage(), "The card was declined.");
        var error = declined.getStripeError();
        PaymentIntent intent = error == null ? null : error.getPaymentIntent();
        if (intent == null) {
            SetupIntent setup = error == null ? null : error.getSetupIntent();
            return new ProcessorAnswer.Declined(setup == null ? null : setup.getId(), null, code, message, false);
        }
        try {
            // The error names the charge but does not carry it.
            return Answers.declined(retrievePayment(intent.getId()), code, message);
        } catch (StripeException _) {
            return new ProcessorAnswer.Declined(intent.getId(), null, code, message, false);
        }
    }

    /** A question without an effect, or one that may be put again as it is. */
    private static <T> T call(StripeCall<T> call) {
        try {
            return call.make();
        } catch (StripeException e) {
            throw new ProcessorUnreachable(e);
        }
    }

    private static String orElse(@Nullable String value, String fallback) { return value == null ? fallback : value; }

    private interface StripeCall<T> {
        T make() throws StripeException;
    }
}

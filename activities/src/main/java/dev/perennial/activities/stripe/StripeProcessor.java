package dev.perennial.activities.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.HasId;
import com.stripe.model.PaymentIntent;
import com.stripe.model.SetupIntent;
import com.stripe.model.StripeCollection;
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
import com.stripe.param.RefundListParams;
import com.stripe.param.SetupIntentCancelParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SetupIntentListParams;
import com.stripe.param.SetupIntentRetrieveParams;
import dev.perennial.activities.payment.PaymentProcessor;
import dev.perennial.activities.payment.ProcessorAnswer;
import dev.perennial.activities.payment.ProcessorAnswer.Reason;
import dev.perennial.activities.payment.ProcessorRefused;
import dev.perennial.activities.payment.ProcessorUnreachable;
import dev.perennial.activities.payment.RefundAnswer;
import dev.perennial.activities.payment.RefundStanding;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Stripe by its own client library. Its retries are off: whoever asks decides when and under which key to ask again. */
@Singleton
final class StripeProcessor implements PaymentProcessor {
    private static final long PAGE = 100;
    /** What is looked for must not be left out because our clock is wrong: reading a few objects more costs nothing. */
    private static final Duration CLOCKS_DISAGREE = Duration.ofDays(1);
    private static final String MISSING = "resource_missing";
    static final String ATTEMPT_ID = "attempt_id";
    private static final String CUSTOMER_ID = "customer_id";
    private static final String BALANCE = "latest_charge.balance_transaction";
    /** Stripe's codes for a saved method that can't be used any more. */
    private static final Set<String> UNUSABLE = Set.of("payment_method_unactivated", "payment_intent_mandate_invalid", "mandate_required",
            "payment_method_customer_decline", "payment_method_unexpected_state");
    /** The parameters whose values come from the payer's page as they are. */
    private static final Set<String> FROM_THE_PAGE = Set.of("confirmation_token", "return_url");

    private final StripeClient stripe;
    private final Refusals refusals;

    StripeProcessor(Settings settings, RequestBudget budget, Refusals refusals) {
        this.refusals = refusals;
        int timeout = Math.toIntExact(settings.processorTimeout().toMillis());
        stripe = StripeClient.builder().setApiKey(settings.stripeApiKey()).setApiBase(settings.stripeApiBase().toString()).setMaxNetworkRetries(0)
                .setConnectTimeout(timeout).setReadTimeout(timeout).setHttpClient(new Wire(budget)).build();
    }

    @Override
    public String register(Payer payer, String idempotencyKey) {
        var params = CustomerCreateParams.builder().setEmail(payer.email()).putMetadata(CUSTOMER_ID, payer.customerId().toString());
        if (payer.name() != null) {
            params.setName(payer.name());
        }
        return call(() -> stripe.v1().customers().create(params.build(), keyed(idempotencyKey)).getId());
    }

    @Override
    public Optional<String> findPayer(Payer payer) {
        String wanted = payer.customerId().toString();
        return call(() -> all(stripe.v1().customers().list(CustomerListParams.builder().setEmail(payer.email()).setLimit(PAGE).build()))
                .filter(customer -> wanted.equals(customer.getMetadata().get(CUSTOMER_ID))).findFirst().map(Customer::getId));
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
        return effect(charge.processorCustomerId(),
                () -> Answers.of(stripe.v1().paymentIntents().create(params.build(), keyed(charge.idempotencyKey()))));
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
        return effect(setup.processorCustomerId(),
                () -> Answers.of(stripe.v1().setupIntents().create(params.build(), keyed(setup.idempotencyKey()))));
    }

    @Override
    public ProcessorAnswer retrieve(String intentId) {
        return call(() -> isSetup(intentId) ? Answers.of(retrieveSetup(intentId)) : Answers.of(retrievePayment(intentId)));
    }

    @Override
    public List<ProcessorAnswer> find(UUID attemptId, boolean setup, String processorCustomerId, RealInstant notBefore) {
        // The list is consistent at once, Stripe's search is not.
        long since = notBefore.minus(CLOCKS_DISAGREE).at().getEpochSecond();
        String wanted = attemptId.toString();
        List<String> found = call(() -> setup
                ? all(stripe.v1().setupIntents()
                        .list(SetupIntentListParams.builder().setCustomer(processorCustomerId)
                                .setCreated(SetupIntentListParams.Created.builder().setGte(since).build()).setLimit(PAGE).build()))
                        .filter(intent -> wanted.equals(intent.getMetadata().get(ATTEMPT_ID))).map(SetupIntent::getId).toList()
                : all(stripe.v1().paymentIntents()
                        .list(PaymentIntentListParams.builder().setCustomer(processorCustomerId)
                                .setCreated(PaymentIntentListParams.Created.builder().setGte(since).build()).setLimit(PAGE).build()))
                        .filter(intent -> wanted.equals(intent.getMetadata().get(ATTEMPT_ID))).map(PaymentIntent::getId).toList());
        return found.stream().map(this::retrieve).sorted(ProcessorAnswer.BEST_FIRST).toList();
    }

    @Override
    public ProcessorAnswer cancel(String intentId) {
        return call(() -> {
            try {
                return isSetup(intentId)
                        ? Answers.of(stripe.v1().setupIntents().cancel(intentId,
                                SetupIntentCancelParams.builder().addExpand("payment_method").build()))
                        : Answers.of(stripe.v1().paymentIntents().cancel(intentId,
                                PaymentIntentCancelParams.builder().addExpand(BALANCE).addExpand("payment_method").build()));
            } catch (InvalidRequestException _) {
                // It has ended in the meantime, one way or the other; if not, the answer says so.
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
        } catch (InvalidRequestException | AuthenticationException | CardException refused) {
            refusals.heard(refused);
            return new RefundAnswer.Refused(Refusals.codeOf(refused), Refusals.messageOf(refused));
        } catch (StripeException _) {
            return new RefundAnswer.Unknown();
        }
    }

    @Override
    public Optional<RefundStanding> refundOf(String intentId) {
        return call(() -> stripe.v1().refunds()
                .list(RefundListParams.builder().setPaymentIntent(intentId).addExpand("data.balance_transaction")
                        .addExpand("data.failure_balance_transaction").build())
                .getData().stream().filter(refund -> refund.getMetadata().containsKey(ATTEMPT_ID)).findFirst().map(Answers::of));
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
    public void detach(String processorCustomerId, String processorMethodId) {
        call(() -> {
            try {
                return stripe.v1().paymentMethods().detach(processorMethodId).getId();
            } catch (InvalidRequestException refused) {
                if (isNobodys(processorMethodId) && knows(processorCustomerId)) {
                    return processorMethodId;
                }
                throw refused;
            }
        });
    }

    /** Whether the method is not there, or belongs to no customer any more. */
    private boolean isNobodys(String processorMethodId) throws StripeException {
        try {
            return stripe.v1().paymentMethods().retrieve(processorMethodId).getCustomer() == null;
        } catch (InvalidRequestException gone) {
            if (MISSING.equals(gone.getCode())) {
                return true;
            }
            throw gone;
        }
    }

    /** Whether our key is for the account that the customer belongs to: with a wrong one everything is missing, and that says nothing. */
    private boolean knows(String processorCustomerId) throws StripeException {
        try {
            return stripe.v1().customers().retrieve(processorCustomerId) != null;
        } catch (InvalidRequestException missing) {
            if (MISSING.equals(missing.getCode())) {
                return false;
            }
            throw missing;
        }
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

    /** Every object of a list, page by page. */
    private static <T extends HasId> Stream<T> all(StripeCollection<T> first) {
        return StreamSupport.stream(first.autoPagingIterable().spliterator(), false);
    }

    /** A call with an effect: what went wrong is an answer. */
    private ProcessorAnswer effect(String processorCustomerId, StripeCall<ProcessorAnswer> call) {
        try {
            return call.make();
        } catch (CardException declined) {
            return declined(declined);
        } catch (ApiConnectionException _) {
            return new ProcessorAnswer.Unknown(Reason.NO_ANSWER);
        } catch (IdempotencyException | ApiException _) {
            // Under this key the processor would only say the same again: that it failed, or that the key was for another request.
            return new ProcessorAnswer.Unknown(Reason.SERVER_ERROR);
        } catch (InvalidRequestException invalid) {
            return invalid(invalid, processorCustomerId);
        } catch (StripeException refused) {
            return refused(refused);
        }
    }

    /** The saved method's fault if the processor says so, the payer's if it names what their page has sent, and ours in all other cases. */
    private ProcessorAnswer invalid(InvalidRequestException invalid, String processorCustomerId) {
        String code = orElse(invalid.getCode(), "");
        boolean namesMethod = "payment_method".equals(invalid.getParam()) && (code.isEmpty() || code.equals(MISSING));
        try {
            if (UNUSABLE.contains(code) || namesMethod && knows(processorCustomerId)) {
                return new ProcessorAnswer.Declined(null, null, code.isEmpty() ? "payment_method_invalid" : code,
                        orElse(invalid.getUserMessage(), "The card can't be used any more."), true, false);
            }
            String param = orElse(invalid.getParam(), "");
            boolean fromThePage = FROM_THE_PAGE.contains(param) || namesNothing(code, param);
            if (fromThePage && knows(processorCustomerId)) {
                return new ProcessorAnswer.Declined(null, null, code.isEmpty() ? param + "_invalid" : code,
                        "What was entered can't be used any more. Please enter it again.", false, false);
            }
        } catch (ApiConnectionException | ApiException _) {
            return new ProcessorAnswer.Unknown(Reason.NO_ANSWER); // The same key will say the same, and then we ask again.
        } catch (StripeException refused) {
            return refused(refused);
        }
        return refused(invalid);
    }

    /** An empty token counts as none: then the processor misses what is to be charged. A saved method is always named. */
    private static boolean namesNothing(String code, String param) {
        return code.equals("parameter_missing") && param.equals("payment_method");
    }

    private ProcessorAnswer.Refused refused(StripeException refused) {
        refusals.heard(refused);
        return new ProcessorAnswer.Refused(Refusals.codeOf(refused), Refusals.messageOf(refused));
    }

    /** The error names the try but does not carry its charge; calling the try off tells that. */
    private static ProcessorAnswer declined(CardException declined) {
        String code = orElse(declined.getDeclineCode(), orElse(declined.getCode(), "card_declined"));
        var error = declined.getStripeError();
        String intent = error == null
                ? null
                : error.getPaymentIntent() != null
                        ? error.getPaymentIntent().getId()
                        : error.getSetupIntent() == null ? null : error.getSetupIntent().getId();
        return new ProcessorAnswer.Declined(intent, null, code, orElse(declined.getUserMessage(), "The card was declined."),
                UNUSABLE.contains(orElse(declined.getCode(), "")), intent != null);
    }

    /** A question without an effect, or one that may be put again as it is. */
    private <T> T call(StripeCall<T> call) {
        try {
            return call.make();
        } catch (InvalidRequestException | AuthenticationException refused) {
            refusals.heard(refused);
            throw new ProcessorRefused(Refusals.codeOf(refused), Refusals.messageOf(refused));
        } catch (IdempotencyException | ApiException failed) {
            throw new ProcessorUnreachable(Reason.SERVER_ERROR, failed);
        } catch (StripeException e) {
            throw new ProcessorUnreachable(Reason.NO_ANSWER, e);
        }
    }

    private static String orElse(@Nullable String value, String fallback) { return value == null ? fallback : value; }

    private interface StripeCall<T> {
        T make() throws StripeException;
    }
}

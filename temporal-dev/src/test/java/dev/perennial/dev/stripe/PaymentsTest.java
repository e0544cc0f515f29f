package dev.perennial.dev.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.model.ConfirmationToken;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.SetupIntent;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentCreateParams.OffSession;
import com.stripe.param.PaymentIntentCreateParams.SetupFutureUsage;
import com.stripe.param.PaymentIntentUpdateParams;
import com.stripe.param.PaymentMethodCreateParams;
import com.stripe.param.SetupIntentCreateParams;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

class PaymentsTest {
    private Shop shop;

    @BeforeEach
    void open(@TempDir Path data) { shop = new Shop(data); }

    @AfterEach
    void close() { shop.close(); }

    @Test
    void aPaidIntentHasAChargeWithItsCardAndItsMetadata() throws StripeException {
        Customer customer = shop.customer();
        PaymentIntent intent = shop.pay(Shop.tenDollars("pm_card_visa").setCustomer(customer.getId()).setCaptureMethod(CaptureMethod.AUTOMATIC)
                .putMetadata("order_id", "42").setDescription("Shop - Basic").setStatementDescriptorSuffix("SHOP").addExpand("latest_charge"));
        Charge charge = intent.getLatestChargeObject();
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        assertThat(intent.getAmountReceived()).isEqualTo(1_000);
        assertThat(charge.getStatus()).isEqualTo("succeeded");
        assertThat(charge.getMetadata()).containsEntry("order_id", "42");
        assertThat(charge.getCustomer()).isEqualTo(customer.getId());
        assertThat(charge.getPaymentIntent()).isEqualTo(intent.getId());
        assertThat(charge.getOutcome().getNetworkStatus()).isEqualTo("approved_by_network");
        Charge.PaymentMethodDetails.Card card = charge.getPaymentMethodDetails().getCard();
        assertThat(card.getBrand()).isEqualTo("visa");
        assertThat(card.getLast4()).isEqualTo("4242");
        assertThat(card.getCountry()).isEqualTo("US");
        assertThat(card.getFunding()).isEqualTo("credit");
        assertThat(card.getThreeDSecure()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # currency | amount | in cents | fee | rate
            usd        | 1000   | 1000     | 59  |
            eur        | 1000   | 1170     | 64  | 1.17
            jpy        | 1500   | 1005     | 59  | 0.67
            """)
    void settlesInDollarsLessTheFee(String currency, long amount, long cents, long fee, BigDecimal rate) throws StripeException {
        PaymentIntent intent = shop
                .pay(Shop.tenDollars("pm_card_gb").setAmount(amount).setCurrency(currency).setCaptureMethod(CaptureMethod.AUTOMATIC)
                        .addExpand("latest_charge.balance_transaction"));
        BalanceTransaction settled = intent.getLatestChargeObject().getBalanceTransactionObject();
        assertThat(settled.getCurrency()).isEqualTo("usd");
        assertThat(settled.getAmount()).isEqualTo(cents);
        assertThat(settled.getFee()).isEqualTo(fee);
        assertThat(settled.getNet()).isEqualTo(cents - fee);
        assertThat(settled.getExchangeRate()).isEqualTo(rate);
        assertThat(settled.getSource()).isEqualTo(intent.getLatestCharge());
        assertThat(shop.stripe.v1().balanceTransactions().retrieve(settled.getId()).getNet()).isEqualTo(cents - fee);
    }

    @Test
    void settlesAMomentLaterByDefault() throws StripeException {
        PaymentIntent intent = shop.pay(Shop.tenDollars("pm_card_visa"));
        assertThat(intent.getCaptureMethod()).isEqualTo("automatic_async");
        assertThat(shop.stripe.v1().charges().retrieve(intent.getLatestCharge()).getStatus()).isEqualTo("succeeded");
        await().atMost(Shop.SOON).until(() -> shop.stripe.v1().charges().retrieve(intent.getLatestCharge()).getBalanceTransaction() != null);
    }

    @Test
    void holdsSettlementsBackUntilItIsTold() throws StripeException, IOException, InterruptedException {
        shop.order("POST", "/sandbox/settlements", "{\"hold\":true}");
        PaymentIntent intent = shop.pay(Shop.tenDollars("pm_card_visa").setCaptureMethod(CaptureMethod.AUTOMATIC));
        var charges = shop.stripe.v1().charges();
        assertThat(charges.retrieve(intent.getLatestCharge()).getStatus()).isEqualTo("succeeded");
        assertThat(charges.retrieve(intent.getLatestCharge()).getBalanceTransaction()).isNull();
        shop.order("POST", "/sandbox/settlements", "{\"hold\":false}");
        assertThat(charges.retrieve(intent.getLatestCharge()).getBalanceTransaction()).isNotNull();
        assertThat(shop.stripe.v1().events().list().getData().getFirst().getType()).isEqualTo("charge.updated");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # test card                                         | error code       | decline code
            pm_card_visa_chargeDeclined                         | card_declined    | generic_decline
            pm_card_chargeDeclined                              | card_declined    | generic_decline
            pm_card_visa_chargeDeclinedInsufficientFunds        | card_declined    | insufficient_funds
            pm_card_visa_chargeDeclinedLostCard                 | card_declined    | lost_card
            pm_card_visa_chargeDeclinedStolenCard               | card_declined    | stolen_card
            pm_card_visa_chargeDeclinedVelocityLimitExceeded    | card_declined    | card_velocity_exceeded
            pm_card_chargeDeclinedExpiredCard                   | expired_card     | expired_card
            pm_card_chargeDeclinedIncorrectCvc                  | incorrect_cvc    | incorrect_cvc
            pm_card_chargeDeclinedProcessingError               | processing_error | processing_error
            pm_card_radarBlock                                  | card_declined    | fraudulent
            """)
    void aDeclineLeavesAFailedChargeAndAnIntentThatWantsAnotherCard(String card, String code, String declineCode) throws StripeException {
        CardException no = shop.declined(Shop.tenDollars(card).putMetadata("try", "1"));
        assertThat(no.getStatusCode()).isEqualTo(402);
        assertThat(no.getCode()).isEqualTo(code);
        assertThat(no.getDeclineCode()).isEqualTo(declineCode);
        PaymentIntent intent = shop.stripe.v1().paymentIntents().retrieve(no.getStripeError().getPaymentIntent().getId());
        assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
        assertThat(intent.getLastPaymentError().getCode()).isEqualTo(code);
        assertThat(intent.getLastPaymentError().getPaymentMethod().getType()).isEqualTo("card");
        Charge charge = shop.stripe.v1().charges().retrieve(no.getCharge());
        assertThat(charge.getStatus()).isEqualTo("failed");
        assertThat(charge.getFailureCode()).isEqualTo(code);
        assertThat(charge.getMetadata()).containsEntry("try", "1");
        assertThat(charge.getBalanceTransaction()).isNull();

        PaymentIntent paid = shop.stripe.v1().paymentIntents().confirm(intent.getId(), PaymentIntentConfirmParams.builder().setPaymentMethod(
                "pm_card_visa").build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getLastPaymentError()).isNull();
    }

    @Test
    void aCardThatDeclinesCannotBeAttached() throws StripeException {
        Customer customer = shop.customer();
        assertThatThrownBy(() -> shop.attach("pm_card_visa_chargeDeclinedLostCard", customer)).isInstanceOfSatisfying(CardException.class,
                no -> assertThat(no.getDeclineCode()).isEqualTo("lost_card"));
    }

    @Test
    void theCardThatFailsAfterAttachingIsDeclinedOnEachCharge() throws StripeException {
        Customer customer = shop.customer();
        PaymentMethod card = shop.attach("pm_card_chargeCustomerFail", customer);
        var charge = Shop.tenDollars(card.getId()).setCustomer(customer.getId()).setOffSession(true);
        assertThat(shop.declined(charge).getDeclineCode()).isEqualTo("generic_decline");
        assertThat(shop.declined(charge).getDeclineCode()).isEqualTo("generic_decline");
    }

    @Test
    void aConfirmationTokenPaysOnceAndCanKeepTheCardForLater() throws StripeException {
        Customer customer = shop.customer();
        ConfirmationToken token = shop.token("pm_card_visa");
        assertThat(token.getPaymentMethodPreview().getCard().getLast4()).isEqualTo("4242");
        assertThat(token.getExpiresAt() - token.getCreated()).isEqualTo(12 * 3600);
        var params = PaymentIntentCreateParams.builder().setAmount(1_000L).setCurrency("usd").setConfirm(true).setConfirmationToken(token.getId())
                .setCustomer(customer.getId()).setReturnUrl("https://shop.example/back").setSetupFutureUsage(SetupFutureUsage.OFF_SESSION)
                .setAutomaticPaymentMethods(PaymentIntentCreateParams.AutomaticPaymentMethods.builder().setEnabled(true).build()).addExpand(
                        "payment_method");
        PaymentIntent intent = shop.pay(params);
        assertThat(intent.getPaymentMethodObject().getCustomer()).isEqualTo(customer.getId());
        assertThat(shop.stripe.v1().confirmationTokens().retrieve(token.getId()).getPaymentIntent()).isEqualTo(intent.getId());
        assertThatThrownBy(() -> shop.pay(params)).isInstanceOfSatisfying(InvalidRequestException.class, no -> assertThat(no.getStripeError()
                .getParam()).isEqualTo("confirmation_token"));
        PaymentIntent renewal = shop.pay(Shop.tenDollars(intent.getPaymentMethod()).setCustomer(customer.getId()).setOffSession(true));
        assertThat(renewal.getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aCardThatNobodyKeepsIsUsedUp() throws StripeException {
        PaymentMethod card = shop.stripe.v1().paymentMethods().create(PaymentMethodCreateParams.builder().setType(PaymentMethodCreateParams.Type.CARD)
                .setCard(PaymentMethodCreateParams.CardDetails.builder().setNumber("5555555555554444").setExpMonth(4L).setExpYear(2040L).setCvc("123")
                        .build())
                .build());
        assertThat(card.getCard().getBrand()).isEqualTo("mastercard");
        assertThat(shop.pay(Shop.tenDollars(card.getId())).getStatus()).isEqualTo("succeeded");
        assertThatThrownBy(() -> shop.pay(Shop.tenDollars(card.getId()))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aCardOfAnotherCustomerIsRefused() throws StripeException {
        PaymentMethod card = shop.attach("pm_card_visa", shop.customer());
        String other = shop.customer().getId();
        assertThatThrownBy(() -> shop.pay(Shop.tenDollars(card.getId()).setCustomer(other).setOffSession(true))).isInstanceOf(
                InvalidRequestException.class);
        shop.stripe.v1().paymentMethods().detach(card.getId());
        assertThatThrownBy(() -> shop.pay(Shop.tenDollars(card.getId()).setCustomer(card.getCustomer()).setOffSession(true))).isInstanceOf(
                InvalidRequestException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # currency | amount | code
            usd        | 49     | amount_too_small
            huf        | 17499  | amount_too_small
            usd        | 0      | parameter_invalid_integer
            usd        | 100000000 | amount_too_large
            isk        | 10050  | parameter_invalid_integer
            ugx        | 200001 | parameter_invalid_integer
            kwd        | 1005   | parameter_invalid_integer
            xyz        | 1000   |
            """)
    void refusesAmountsAndCurrenciesThatCannotBeCharged(String currency, long amount, String code) {
        var no = catchThrowableOfType(InvalidRequestException.class, () -> shop.pay(Shop.tenDollars("pm_card_visa").setAmount(amount).setCurrency(
                currency)));
        assertThat(no.getStatusCode()).isEqualTo(400);
        assertThat(no.getCode()).isEqualTo(code);
    }

    @Test
    void anIntentIsMadeChangedConfirmedOrCanceledStepByStep() throws StripeException {
        var intents = shop.stripe.v1().paymentIntents();
        PaymentIntent intent = intents.create(PaymentIntentCreateParams.builder().setAmount(1_000L).setCurrency("usd").build());
        assertThat(intent.getStatus()).isEqualTo("requires_payment_method");
        intent = intents.update(intent.getId(), PaymentIntentUpdateParams.builder().setAmount(2_000L).setPaymentMethod("pm_card_amex").putMetadata(
                "a", "b").build());
        assertThat(intent.getStatus()).isEqualTo("requires_confirmation");
        intent = intents.confirm(intent.getId());
        assertThat(intent.getAmountReceived()).isEqualTo(2_000);
        String paid = intent.getId();
        assertThatThrownBy(() -> intents.confirm(paid)).isInstanceOfSatisfying(InvalidRequestException.class,
                no -> assertThat(no.getCode()).isEqualTo(
                        "payment_intent_unexpected_state"));
        PaymentIntent other = intents.create(PaymentIntentCreateParams.builder().setAmount(1_000L).setCurrency("usd").build());
        assertThat(intents.cancel(other.getId(), PaymentIntentCancelParams.builder().setCancellationReason(
                PaymentIntentCancelParams.CancellationReason.ABANDONED).build()).getStatus()).isEqualTo("canceled");
    }

    @Test
    void aManualIntentIsCapturedForPartOfItsAmount() throws StripeException {
        PaymentIntent intent = shop.pay(Shop.tenDollars("pm_card_visa").setCaptureMethod(CaptureMethod.MANUAL));
        assertThat(intent.getStatus()).isEqualTo("requires_capture");
        intent = shop.stripe.v1().paymentIntents().capture(intent.getId(), PaymentIntentCaptureParams.builder().setAmountToCapture(700L).addExpand(
                "latest_charge.balance_transaction").build());
        assertThat(intent.getAmountReceived()).isEqualTo(700);
        assertThat(intent.getLatestChargeObject().getBalanceTransactionObject().getAmount()).isEqualTo(700);
    }

    @Test
    void anOrderedOutcomeHoldsUntilAnotherIsOrdered() throws StripeException, IOException, InterruptedException {
        Customer customer = shop.customer();
        PaymentMethod card = shop.attach("pm_card_visa", customer);
        var renewal = Shop.tenDollars(card.getId()).setCustomer(customer.getId()).setOffSession(OffSession.RECURRING);
        assertThat(shop.pay(renewal).getStatus()).isEqualTo("succeeded");
        shop.order("POST", "/sandbox/payment-methods/" + card.getId(), "{\"outcome\":\"decline\",\"decline_code\":\"insufficient_funds\"}");
        assertThat(shop.declined(renewal).getDeclineCode()).isEqualTo("insufficient_funds");
        shop.order("POST", "/sandbox/payment-methods/" + customer.getId(), "{\"outcome\":\"authentication_required\"}");
        assertThat(shop.declined(renewal).getCode()).isEqualTo("authentication_required");
        shop.order("POST", "/sandbox/payment-methods?customer=" + customer.getId() + "&last4=4242", "{\"outcome\":\"success\"}");
        assertThat(shop.pay(renewal).getStatus()).isEqualTo("succeeded");
        var charges = shop.order("GET", "/sandbox/charges?customer=" + customer.getId(), "").path("charges");
        assertThat(charges).extracting(charge -> charge.path("status").asText()).containsExactly("succeeded", "failed", "failed", "succeeded");
    }

    @Test
    void aSetupIntentAttachesTheCardOrIsDeclined() throws StripeException {
        Customer customer = shop.customer();
        var setup = SetupIntentCreateParams.builder().setCustomer(customer.getId()).setConfirm(true).setReturnUrl("https://shop.example/back");
        SetupIntent saved = shop.stripe.v1().setupIntents().create(setup.setPaymentMethod("pm_card_visa").build());
        assertThat(saved.getStatus()).isEqualTo("succeeded");
        assertThat(shop.stripe.v1().paymentMethods().retrieve(saved.getPaymentMethod()).getCustomer()).isEqualTo(customer.getId());
        var no = catchThrowableOfType(CardException.class, () -> shop.stripe.v1().setupIntents().create(setup.setPaymentMethod(
                "pm_card_visa_chargeDeclinedInsufficientFunds").build()));
        assertThat(no.getDeclineCode()).isEqualTo("insufficient_funds");
        assertThat(no.getStripeError().getSetupIntent().getLastSetupError().getCode()).isEqualTo("card_declined");
    }

    @Test
    void methodsAreListedByCustomerAndGoWithThem() throws StripeException {
        Customer customer = shop.customer();
        PaymentMethod visa = shop.attach("pm_card_visa", customer);
        PaymentMethod mastercard = shop.attach("pm_card_mastercard", customer);
        var methods = shop.stripe.v1().customers().paymentMethods();
        assertThat(methods.list(customer.getId()).getData()).extracting(PaymentMethod::getId).containsExactly(mastercard.getId(), visa.getId());
        shop.stripe.v1().customers().update(customer.getId(), CustomerUpdateParams.builder().setInvoiceSettings(
                CustomerUpdateParams.InvoiceSettings.builder().setDefaultPaymentMethod(visa.getId()).build()).setMetadata(
                        Map.of("a",
                                "b"))
                .build());
        assertThat(shop.stripe.v1().customers().retrieve(customer.getId()).getInvoiceSettings().getDefaultPaymentMethod()).isEqualTo(visa.getId());
        shop.stripe.v1().paymentMethods().detach(visa.getId());
        assertThat(shop.stripe.v1().customers().retrieve(customer.getId()).getInvoiceSettings().getDefaultPaymentMethod()).isNull();
        assertThat(shop.stripe.v1().customers().delete(customer.getId()).getDeleted()).isTrue();
        assertThat(shop.stripe.v1().customers().retrieve(customer.getId()).getDeleted()).isTrue();
        assertThat(shop.stripe.v1().paymentMethods().retrieve(mastercard.getId()).getCustomer()).isNull();
    }
}

package dev.perennial.dev.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.model.SetupIntent;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.PaymentMethodOptions;
import com.stripe.param.PaymentIntentCreateParams.SetupFutureUsage;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.SetupIntentCreateParams;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ThreeDSecureTest {
    private static final String BACK = "https://shop.example/back?step=2#top";
    private Shop shop;

    @BeforeEach
    void open(@TempDir Path data) { shop = new Shop(data); }

    @AfterEach
    void close() { shop.close(); }

    private PaymentIntent start(PaymentIntentCreateParams.Builder params) throws StripeException {
        PaymentIntent intent = shop.pay(params.setReturnUrl(BACK));
        assertThat(intent.getStatus()).isEqualTo("requires_action");
        assertThat(intent.getNextAction().getType()).isEqualTo("redirect_to_url");
        assertThat(intent.getNextAction().getRedirectToUrl().getReturnUrl()).isEqualTo(BACK);
        assertThat(intent.getLatestCharge()).isNull();
        return intent;
    }

    private PaymentIntent retrieve(PaymentIntent intent) throws StripeException {
        return shop.stripe.v1().paymentIntents().retrieve(intent.getId(), PaymentIntentRetrieveParams.builder().addExpand(
                "latest_charge").build());
    }

    @Test
    void aHolderWhoPassesPaysAndComesBack() throws StripeException, IOException, InterruptedException {
        PaymentIntent intent = start(Shop.tenDollars("pm_card_threeDSecure2Required"));
        String page = intent.getNextAction().getRedirectToUrl().getUrl();
        assertThat(shop.call("GET", page.substring(shop.url().length()), "").body()).contains("<button name=\"result\" value=\"success\">");
        HttpResponse<String> answer = shop.answerBank(page, "success");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("https://shop.example/back?step=2&payment_intent=" + intent.getId()
                + "&payment_intent_client_secret=" + intent.getClientSecret() + "&redirect_status=succeeded#top");
        PaymentIntent paid = retrieve(intent);
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getNextAction()).isNull();
        var secure = paid.getLatestChargeObject().getPaymentMethodDetails().getCard().getThreeDSecure();
        assertThat(secure.getAuthenticationFlow()).isEqualTo("challenge");
        assertThat(secure.getResult()).isEqualTo("authenticated");
        shop.answerBank(page, "fail");
        assertThat(retrieve(intent).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aHolderWhoFailsIsNotCharged() throws StripeException, IOException, InterruptedException {
        PaymentIntent intent = start(Shop.tenDollars("pm_card_threeDSecure2Required"));
        HttpResponse<String> answer = shop.answerBank(intent.getNextAction().getRedirectToUrl().getUrl(), "fail");
        assertThat(answer.headers().firstValue("Location").orElseThrow()).contains("redirect_status=failed");
        PaymentIntent failed = retrieve(intent);
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getCode()).isEqualTo("payment_intent_authentication_failure");
        assertThat(failed.getLatestCharge()).isNull();
    }

    @Test
    void theIssuerMayDeclineAfterAuthentication() throws StripeException, IOException, InterruptedException {
        PaymentIntent intent = start(Shop.tenDollars("pm_card_threeDSecureRequiredChargeDeclined"));
        shop.answerBank(intent.getNextAction().getRedirectToUrl().getUrl(), "success");
        PaymentIntent declined = retrieve(intent);
        assertThat(declined.getStatus()).isEqualTo("requires_payment_method");
        assertThat(declined.getLastPaymentError().getDeclineCode()).isEqualTo("generic_decline");
        assertThat(declined.getLatestChargeObject().getStatus()).isEqualTo("failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pm_card_threeDSecure2Required", "pm_card_authenticationRequiredOnSetup"})
    void aCardSetUpInTheHoldersPresenceIsChargedWithoutThemLater(String test) throws StripeException, IOException, InterruptedException {
        Customer customer = shop.customer();
        PaymentIntent first = start(Shop.tenDollars(test).setCustomer(customer.getId()).setSetupFutureUsage(SetupFutureUsage.OFF_SESSION));
        shop.answerBank(first.getNextAction().getRedirectToUrl().getUrl(), "success");
        String card = retrieve(first).getPaymentMethod();
        assertThat(shop.stripe.v1().paymentMethods().retrieve(card).getCustomer()).isEqualTo(customer.getId());
        assertThat(shop.pay(Shop.tenDollars(card).setCustomer(customer.getId()).setOffSession(true)).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void aCardThatAlwaysAsksIsDeclinedWithoutItsHolder() throws StripeException {
        Customer customer = shop.customer();
        PaymentMethod card = shop.attach("pm_card_authenticationRequired", customer);
        CardException no = shop.declined(Shop.tenDollars(card.getId()).setCustomer(customer.getId()).setOffSession(true));
        assertThat(no.getCode()).isEqualTo("authentication_required");
        assertThat(no.getStripeError().getPaymentIntent().getStatus()).isEqualTo("requires_payment_method");
        assertThat(shop.stripe.v1().charges().retrieve(no.getCharge()).getStatus()).isEqualTo("failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # test card     | flow
            pm_card_visa    | frictionless
            pm_card_amex    |
            """)
    void askingForItOnAnOrdinaryCardNeedsNoRedirect(String card, String flow) throws StripeException {
        PaymentIntent intent = shop.pay(Shop.tenDollars(card).setReturnUrl(BACK).addExpand("latest_charge").setPaymentMethodOptions(
                PaymentMethodOptions.builder().setCard(PaymentMethodOptions.Card.builder().setRequestThreeDSecure(
                        PaymentMethodOptions.Card.RequestThreeDSecure.ANY).build()).build()));
        assertThat(intent.getStatus()).isEqualTo("succeeded");
        var secure = intent.getLatestChargeObject().getPaymentMethodDetails().getCard().getThreeDSecure();
        assertThat(secure == null ? null : secure.getAuthenticationFlow()).isEqualTo(flow);
    }

    @Test
    void anEnrolledCardIsChallengedOnlyWhenTheMerchantAsks() throws StripeException {
        assertThat(shop.pay(Shop.tenDollars("pm_card_threeDSecureOptional").setReturnUrl(BACK)).getStatus()).isEqualTo("succeeded");
        start(Shop.tenDollars("pm_card_threeDSecureOptional").setPaymentMethodOptions(PaymentMethodOptions.builder().setCard(
                PaymentMethodOptions.Card.builder().setRequestThreeDSecure(PaymentMethodOptions.Card.RequestThreeDSecure.ANY).build()).build()));
    }

    @ParameterizedTest
    @CsvSource({"success, succeeded", "fail, requires_payment_method"})
    void aCardIsSavedAfterItsBankWasAsked(String result, String status) throws StripeException, IOException, InterruptedException {
        Customer customer = shop.customer();
        SetupIntent intent = shop.stripe.v1().setupIntents().create(SetupIntentCreateParams.builder().setCustomer(customer.getId()).setConfirm(true)
                .setReturnUrl(BACK).setPaymentMethod("pm_card_authenticationRequiredOnSetup").build());
        assertThat(intent.getStatus()).isEqualTo("requires_action");
        shop.answerBank(intent.getNextAction().getRedirectToUrl().getUrl(), result);
        SetupIntent answered = shop.stripe.v1().setupIntents().retrieve(intent.getId());
        assertThat(answered.getStatus()).isEqualTo(status);
        if (status.equals("succeeded")) {
            assertThat(shop.pay(Shop.tenDollars(answered.getPaymentMethod()).setCustomer(customer.getId()).setOffSession(true)).getStatus())
                    .isEqualTo("succeeded");
        } else {
            assertThat(answered.getLastSetupError().getCode()).isEqualTo("setup_intent_authentication_failure");
        }
    }

    @Test
    void theMerchantMayPreferADeclineToARedirect() {
        var no = catchThrowableOfType(CardException.class, () -> shop.pay(Shop.tenDollars("pm_card_threeDSecure2Required")
                .setErrorOnRequiresAction(true)));
        assertThat(no.getCode()).isEqualTo("authentication_required");
    }

    @Test
    void onlyIntentsHaveAPage() throws IOException, InterruptedException {
        assertThat(shop.call("GET", "/3ds/pi_unknown", "").statusCode()).isEqualTo(404);
        assertThat(shop.call("GET", "/3ds/cus_unknown", "").statusCode()).isEqualTo(404);
    }
}

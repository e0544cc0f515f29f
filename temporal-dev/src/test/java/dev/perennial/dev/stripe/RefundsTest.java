package dev.perennial.dev.stripe;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Charge;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.param.RefundUpdateParams;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RefundsTest {
    private Shop shop;

    @BeforeEach
    void open(@TempDir Path data) { shop = new Shop(data); }

    @AfterEach
    void close() { shop.close(); }

    private PaymentIntent paid(String card) throws StripeException {
        return shop.pay(Shop.tenDollars(card).setCurrency("eur").setCaptureMethod(CaptureMethod.AUTOMATIC));
    }

    private Refund refund(PaymentIntent intent, long amount) throws StripeException {
        return shop.stripe.v1().refunds().create(RefundCreateParams.builder().setPaymentIntent(intent.getId()).setAmount(amount).putMetadata(
                "refund_id", "r").addExpand("balance_transaction").build());
    }

    private Charge charge(PaymentIntent intent) throws StripeException { return shop.stripe.v1().charges().retrieve(intent.getLatestCharge()); }

    @Test
    void partsAndThenTheRestAreGivenBackButNeverMore() throws StripeException {
        PaymentIntent intent = paid("pm_card_visa");
        Refund part = refund(intent, 400);
        assertThat(part.getStatus()).isEqualTo("succeeded");
        assertThat(part.getBalanceTransactionObject().getAmount()).isEqualTo(-468);
        assertThat(part.getBalanceTransactionObject().getFee()).isZero();
        assertThat(charge(intent).getAmountRefunded()).isEqualTo(400);
        assertThat(charge(intent).getRefunded()).isFalse();
        assertThatThrownBy(() -> refund(intent, 601)).isInstanceOfSatisfying(InvalidRequestException.class, no -> assertThat(no.getStripeError()
                .getParam()).isEqualTo("amount"));
        Refund rest = shop.stripe.v1().refunds().create(RefundCreateParams.builder().setCharge(intent.getLatestCharge()).setReason(
                RefundCreateParams.Reason.REQUESTED_BY_CUSTOMER).build());
        assertThat(rest.getAmount()).isEqualTo(600);
        assertThat(charge(intent).getRefunded()).isTrue();
        assertThatThrownBy(() -> refund(intent, 1)).isInstanceOfSatisfying(InvalidRequestException.class, no -> assertThat(no.getCode()).isEqualTo(
                "charge_already_refunded"));
        assertThat(shop.stripe.v1().refunds().list(RefundListParams.builder().setPaymentIntent(intent.getId()).build()).getData()).extracting(
                Refund::getId).containsExactly(rest.getId(), part.getId());
        assertThat(shop.stripe.v1().refunds().update(part.getId(), RefundUpdateParams.builder().putMetadata("note", "x").build()).getMetadata())
                .containsEntry("note", "x").containsEntry("refund_id", "r");
    }

    @Test
    void aSlowRefundArrivesAMomentLater() throws StripeException {
        Refund slow = refund(paid("pm_card_pendingRefund"), 100);
        assertThat(slow.getStatus()).isEqualTo("pending");
        await().atMost(Shop.SOON).until(() -> shop.stripe.v1().refunds().retrieve(slow.getId()).getStatus().equals("succeeded"));
    }

    @Test
    void aRefundThatFailsAfterwardsIsTakenBack() throws StripeException {
        PaymentIntent intent = paid("pm_card_refundFail");
        Refund refund = refund(intent, 1_000);
        assertThat(refund.getStatus()).isEqualTo("succeeded");
        await().atMost(Shop.SOON).until(() -> shop.stripe.v1().refunds().retrieve(refund.getId()).getStatus().equals("failed"));
        Refund failed = shop.stripe.v1().refunds().retrieve(refund.getId());
        assertThat(failed.getFailureReason()).isEqualTo("expired_or_canceled_card");
        assertThat(shop.stripe.v1().balanceTransactions().retrieve(failed.getFailureBalanceTransaction()).getAmount()).isEqualTo(1_170);
        assertThat(charge(intent).getAmountRefunded()).isZero();
        assertThat(charge(intent).getRefunded()).isFalse();
    }

    @Test
    void whatWasNotPaidIsNotGivenBack() {
        var no = shop.declined(Shop.tenDollars("pm_card_chargeDeclined"));
        String intent = no.getStripeError().getPaymentIntent().getId();
        assertThatThrownBy(() -> shop.stripe.v1().refunds().create(RefundCreateParams.builder().setPaymentIntent(intent).build())).isInstanceOf(
                InvalidRequestException.class);
        assertThatThrownBy(() -> shop.stripe.v1().refunds().create(RefundCreateParams.builder().setCharge(no.getCharge()).build())).isInstanceOf(
                InvalidRequestException.class);
    }
}

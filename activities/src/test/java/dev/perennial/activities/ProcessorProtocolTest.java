package dev.perennial.activities;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.perennial.activities.payment.PaymentProcessor;
import dev.perennial.activities.payment.PaymentProcessor.Payer;
import dev.perennial.activities.payment.PaymentProcessor.Refund;
import dev.perennial.activities.payment.RefundAnswer;
import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.dev.stripe.StripeSandbox.Traffic;
import dev.perennial.workflows.Aggregate;
import java.nio.file.Files;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every call of every test of this module is held against the published document when its installation closes; here are those no other test makes. */
class ProcessorProtocolTest {
    @AutoClose
    static final Installation installation = new Installation();
    final Shop shop = new Shop(installation, "2025-01-31T10:00:00Z");

    @BeforeAll
    static void needsTheDocument() {
        if (!Files.exists(ProcessorProtocol.DOCUMENT)) {
            String missing = "the processor's published document is not at " + ProcessorProtocol.DOCUMENT.toAbsolutePath().normalize();
            if ("true".equals(System.getenv("CI"))) {
                fail(missing);
            }
            abort(missing);
        }
    }

    @Test
    void theRestOfTheAdapter() {
        PaymentProcessor processor = installation.get(PaymentProcessor.class);
        Subscription subscription = shop.subscribes();
        var customer = shop.customer(subscription.customerId());
        String known = requireNonNull(customer.processorCustomerId());
        String card = installation.get(PaymentMethods.class).ofCustomer(customer.id()).getFirst().processorId();
        processor.update(known, Payer.of(customer), card);
        assertThat(processor.findPayer(Payer.of(customer))).contains(known);
        UUID attempt = requireNonNull(shop.closePeriod(subscription.id()).attempt());
        shop.charge(attempt, Aggregate.SUBSCRIPTION);
        String intent = requireNonNull(shop.attempt(attempt).intentId());
        var refund = new Refund(attempt, intent, "refund/" + attempt, new Money(10_000, Currency.of("usd")));
        assertThat(processor.refund(refund)).isInstanceOfSatisfying(RefundAnswer.Done.class,
                done -> assertThat(done.status()).isEqualTo("succeeded"));
        assertThat(processor.refund(refund)).as("the same key").isEqualTo(processor.refund(refund));
        assertThat(processor.refund(new Refund(attempt, intent, "another", new Money(1, Currency.of("usd")))))
                .isInstanceOf(RefundAnswer.Refused.class);
        processor.detach(known, card);
        processor.detach(known, card);
        assertThat(installation.protocol().kinds()).as("calls that are being checked").isGreaterThan(10);
    }

    @Test
    void whatIsNotPublishedIsFound() {
        var protocol = ProcessorProtocol.published();
        protocol.accept(new Traffic("POST", "/v1/payment_intents", "", "amount=x&currency=usd&colour=green", 200, "{\"object\":\"payment_intent\"}"));
        protocol.accept(new Traffic("GET", "/v1/customers", "colour=green", "", 200,
                "{\"object\":\"list\",\"data\":[],\"has_more\":\"no\",\"url\":\"/v1/customers\"}"));
        protocol.accept(new Traffic("GET", "/v1/colours", "", "", 200, "{}"));
        assertThat(protocol.breaches()).anySatisfy(breach -> assertThat(breach).contains("colour", "asked"))
                .anySatisfy(breach -> assertThat(breach).contains("/amount", "integer"))
                .anySatisfy(breach -> assertThat(breach).contains("answered 200", "required property 'id'"))
                .anySatisfy(breach -> assertThat(breach).contains("has_more", "boolean"))
                .anySatisfy(breach -> assertThat(breach).contains("GET /v1/colours is not published"));
    }
}

package dev.perennial.activities.payment;

import dev.perennial.activities.payment.PaymentProcessor.Payer;
import dev.perennial.activities.payment.ProcessorAnswer.Reason;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.payment.ChargeBrief;
import dev.perennial.core.payment.PayerKey;
import dev.perennial.core.payment.PayerKeys;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Makes customers known to the processor on first use, each of them once. */
@Singleton
final class PayerRegistration {
    private final PaymentProcessor processor;
    private final Customers customers;
    private final PayerKeys keys;
    private final BillingTime time;
    private final Settings settings;

    PayerRegistration(PaymentProcessor processor, Customers customers, PayerKeys keys, BillingTime time, Settings settings) {
        this.processor = processor;
        this.customers = customers;
        this.keys = keys;
        this.time = time;
        this.settings = settings;
    }

    /** The processor's id of the payer; called outside any transaction. */
    String idOf(ChargeBrief brief) {
        if (brief.payer() != null) {
            return brief.payer();
        }
        Customer customer = customers.get(brief.attempt().customerId());
        String id = register(Payer.of(customer));
        customers.registeredAs(customer.id(), id);
        return id;
    }

    private String register(Payer payer) {
        RealInstant now = time.realNow();
        PayerKey key = keys.find(payer.customerId()).orElseGet(() -> PayerKey.first(payer.customerId(), now));
        if (key.isUseless(now)) {
            Optional<String> made = processor.findPayer(payer);
            if (made.isPresent()) {
                return made.get();
            }
            if (key.mayBeUnderWay(now, settings.processorRequestLifetime())) {
                throw new ProcessorUnreachable("customer " + payer.customerId() + " may be being registered still");
            }
            key = key.next(now);
            keys.save(key);
        }
        try {
            return processor.register(payer, key.text());
        } catch (ProcessorUnreachable failed) {
            keys.save(key.failed(time.realNow(), failed.reason() == Reason.SERVER_ERROR));
            throw failed;
        }
    }
}

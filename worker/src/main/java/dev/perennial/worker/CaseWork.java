package dev.perennial.worker;

import dev.perennial.activities.payment.Refunds;
import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCase.Refund;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.PaymentAttempts;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.time.RealInstant;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Context;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what is due about money that buys nothing: gives it back where the first try was lost or failed, and has the owner of an attempt look into a payment
 * it was told of. Every worker takes part: whoever takes a case has it for a while.
 */
@Context
final class CaseWork {
    private static final Logger LOG = LoggerFactory.getLogger(CaseWork.class);
    /** Longer than a try takes: until then no other worker takes the case. */
    private static final Duration TAKEN_FOR = Duration.ofMinutes(2);
    private static final int BATCH = 50;

    private final MoneyCases cases;
    private final PaymentAttempts attempts;
    private final Refunds refunds;
    private final Owners owners;
    private final BillingTime time;
    private final TransactionOperations<Connection> transactions;
    private final Map<Refund, AtomicLong> open = new EnumMap<>(Refund.class);

    CaseWork(MoneyCases cases, PaymentAttempts attempts, Refunds refunds, Owners owners, BillingTime time,
            TransactionOperations<Connection> transactions, MeterRegistry meters) {
        this.cases = cases;
        this.attempts = attempts;
        this.refunds = refunds;
        this.owners = owners;
        this.time = time;
        this.transactions = transactions;
        for (Refund refund : Refund.values()) {
            AtomicLong count = new AtomicLong();
            open.put(refund, count);
            Gauge.builder("perennial.cases.open", count, AtomicLong::doubleValue)
                    .description("Payments that a person has to see, by how their refund stands").tag("refund", refund.wire()).register(meters);
        }
    }

    @Scheduled(fixedDelay = "10s", initialDelay = "15s")
    void doWhatIsDue() {
        int tried = 0;
        while (tried < BATCH && takeNext()) { // While the processor does not answer, tries take too long for the others to be taken meanwhile.
            tried++;
        }
    }

    /** Answers whether there was one. */
    private boolean takeNext() {
        RealInstant now = time.realNow();
        List<MoneyCase> next = cases.takeDue(now, now.plus(TAKEN_FOR), 1);
        for (MoneyCase due : next) {
            try {
                take(due);
            } catch (RuntimeException failed) {
                LOG.warn("case {} is tried again later: {}", due.id(), failed.toString());
            }
        }
        return !next.isEmpty();
    }

    private void take(MoneyCase due) {
        if (due.refund() != Refund.NONE) {
            refunds.carryOut(due.id());
            return;
        }
        var owner = ProviderEvent.ownerOf(attempts.get(due.attemptId()));
        owners.signal(Aggregate.of(owner.aggregate()), owner.id(), owner.signal());
        transactions.executeWrite(_ -> {
            MoneyCase told = cases.lock(due.id());
            if (told.isUndecided()) {
                cases.update(told.failed("its owner was asked to look into it", time.realNow()));
            }
            return told;
        });
    }

    @Scheduled(fixedDelay = "30s", initialDelay = "5s")
    void countOpen() {
        Map<Refund, Long> counted = cases.countOpen();
        open.forEach((refund, count) -> count.set(counted.getOrDefault(refund, 0L)));
    }
}

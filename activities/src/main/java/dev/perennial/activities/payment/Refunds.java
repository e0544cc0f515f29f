package dev.perennial.activities.payment;

import dev.perennial.activities.payment.Books.Refunded;
import dev.perennial.activities.payment.Books.Unearned;
import dev.perennial.activities.payment.ProcessorAnswer.Charged;
import dev.perennial.activities.payment.ProcessorAnswer.Settled;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.Payments;
import dev.perennial.core.testclock.BillingTime;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Carries out refunds that are due, and asks later what became of them: the processor outside any transaction, its answer recorded in one. Done twice, the money
 * goes back once.
 */
@Singleton
public class Refunds {
    /** The processor forgets a key after a day; whoever asks under it again is told that there is nothing left to give back. */
    private static final String DONE_BEFORE = "charge_already_refunded";

    private final TransactionOperations<Connection> transactions;
    private final MoneyCases cases;
    private final Customers customers;
    private final Payments payments;
    private final PaymentProcessor processor;
    private final Books books;
    private final BillingTime time;

    Refunds(TransactionOperations<Connection> transactions, MoneyCases cases, Customers customers, Payments payments, PaymentProcessor processor,
            Books books,
            BillingTime time) {
        this.transactions = transactions;
        this.cases = cases;
        this.customers = customers;
        this.payments = payments;
        this.processor = processor;
        this.books = books;
        this.time = time;
    }

    /** Gives the money of a case back, if that is due. What does not work is tried again later, by the worker. */
    public void carryOut(UUID id) {
        MoneyCase due = cases.find(id).orElseThrow(() -> new IllegalStateException("no case " + id));
        if (due.isRefundDue()) {
            record(id, outcomeOf(due));
        } else if (due.isRefundUnderWay()) {
            look(due);
        }
    }

    /** What the charge has brought and the refund taken is told only after both: the books hear of it here, and of a refund that has come back (LED-6). */
    private void look(MoneyCase done) {
        Charged charge = null;
        RefundStanding standing = null;
        String problem = "the processor does not tell yet what came of the refund";
        try {
            charge = processor.retrieve(done.intentId()) instanceof ProcessorAnswer.Succeeded paid ? paid.charge() : null;
            standing = processor.refundOf(done.intentId()).orElse(null);
        } catch (ProcessorUnreachable _) {
            problem = "the processor could not be reached";
        } catch (ProcessorRefused refused) {
            problem = refused.code() + ": " + refused.getMessage();
        }
        book(done.id(), charge, standing, problem);
    }

    private void book(UUID id, @Nullable Charged charge, @Nullable RefundStanding standing, String problem) {
        transactions.executeWrite(status -> {
            MoneyCase before = cases.lock(id);
            if (!before.isRefundUnderWay()) {
                return before; // Somebody else was faster.
            }
            if (charge == null || charge.settlement() == null || standing == null || standing.taken() == null) {
                cases.update(before.failed(problem, time.realNow()));
                return before;
            }
            Instant now = time.now(customers.get(before.customerId()).testClockId());
            Refunded refund = refundOf(before, standing.taken());
            payments.findByProcessorId(charge.id())
                    .ifPresent(paid -> books.unearned(new Unearned(before.organizationId(), before.customerId(), paid.id(), charge), now));
            books.refunded(refund, now);
            Settled back = standing.back();
            if (standing.cameToNothing() && back != null) {
                books.returned(refund, back, now);
                cases.update(before.cameBack("the processor's refund has " + standing.status()));
            } else {
                cases.update(standing.status().equals("succeeded")
                        ? before.arrived()
                        : before.failed("the refund is " + standing.status(), time.realNow()));
            }
            return before;
        });
    }

    private static Refunded refundOf(MoneyCase owed, @Nullable Settled taken) {
        return new Refunded(owed.id(), owed.organizationId(), owed.customerId(), null, owed.amount(), taken);
    }

    private UnaryOperator<MoneyCase> outcomeOf(MoneyCase due) {
        try {
            if (due.kind() == Kind.CUSTOMER_DELETED || due.kind() == Kind.CARD_OF_DELETED_CUSTOMER) {
                forgetCard(due);
            }
            if (due.kind() == Kind.CARD_OF_DELETED_CUSTOMER) {
                return now -> now.cardForgotten(time.realNow());
            }
            // Under its key a refund that failed would go on failing for a day, though the money may have gone back.
            Optional<RefundStanding> made = due.tries() == 0 ? Optional.empty() : processor.refundOf(due.intentId());
            if (made.isPresent() && !made.get().cameToNothing()) {
                String refund = made.get().id();
                return now -> now.refunded(refund, time.realNow());
            }
            return switch (processor.refund(new PaymentProcessor.Refund(due.attemptId(), due.intentId(), due.refundKey(), due.amount()))) {
                case RefundAnswer.Done(var _, var status) when RefundStanding.cameToNothing(status) ->
                    failing("the processor's refund has " + status);
                case RefundAnswer.Done(var refund, var _) -> now -> now.refunded(refund, time.realNow());
                case RefundAnswer.Refused(var code, var _) when code.equals(DONE_BEFORE) -> now -> now.refunded(DONE_BEFORE, time.realNow());
                case RefundAnswer.Refused(var code, var message) -> failing(code + ": " + message);
                case RefundAnswer.Unknown() -> failing("the processor gave no answer");
            };
        } catch (ProcessorUnreachable _) {
            return failing("the processor could not be reached");
        } catch (ProcessorRefused refused) {
            return failing(refused.code() + ": " + refused.getMessage());
        }
    }

    /** What the payer has paid with was kept at the processor for later: it goes with them. */
    private void forgetCard(MoneyCase due) {
        String payer = customers.get(due.customerId()).processorCustomerId();
        if (processor.retrieve(due.intentId()) instanceof ProcessorAnswer.Succeeded(var _, var _, var method) && method != null && payer != null) {
            processor.detach(payer, method.processorId());
        }
    }

    private UnaryOperator<MoneyCase> failing(String why) {
        return now -> now.failed(why, time.realNow());
    }

    private void record(UUID id, UnaryOperator<MoneyCase> outcome) {
        transactions.executeWrite(status -> {
            MoneyCase before = cases.lock(id);
            if (!before.isRefundDue()) {
                return before; // Somebody else was faster.
            }
            MoneyCase after = outcome.apply(before);
            cases.update(after);
            if (after.refund() == MoneyCase.Refund.DONE) {
                Instant now = time.now(customers.get(after.customerId()).testClockId());
                books.refunded(refundOf(after, null), now);
            }
            return after;
        });
    }
}

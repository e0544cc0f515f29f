package dev.perennial.activities.payment;

import dev.perennial.activities.payment.Books.Refunded;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.moneycase.MoneyCase;
import dev.perennial.core.moneycase.MoneyCase.Kind;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.testclock.BillingTime;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Carries out refunds that are due: asks the processor outside any transaction and records the answer in one. Done twice, the money goes back once. */
@Singleton
public class Refunds {
    /** The processor forgets a key after a day; whoever asks under it again is told that there is nothing left to give back. */
    private static final String DONE_BEFORE = "charge_already_refunded";
    private static final Set<String> CAME_TO_NOTHING = Set.of("failed", "canceled");

    private final TransactionOperations<Connection> transactions;
    private final MoneyCases cases;
    private final Customers customers;
    private final PaymentProcessor processor;
    private final Books books;
    private final BillingTime time;

    Refunds(TransactionOperations<Connection> transactions, MoneyCases cases, Customers customers, PaymentProcessor processor, Books books,
            BillingTime time) {
        this.transactions = transactions;
        this.cases = cases;
        this.customers = customers;
        this.processor = processor;
        this.books = books;
        this.time = time;
    }

    /** Gives the money of a case back, if that is due. What does not work is tried again later, by the worker. */
    public void carryOut(UUID id) {
        MoneyCase due = cases.find(id).orElseThrow(() -> new IllegalStateException("no case " + id));
        if (due.isRefundDue()) {
            record(id, outcomeOf(due));
        }
    }

    private UnaryOperator<MoneyCase> outcomeOf(MoneyCase due) {
        try {
            if (due.kind() == Kind.CUSTOMER_DELETED || due.kind() == Kind.CARD_OF_DELETED_CUSTOMER) {
                forgetCard(due);
            }
            if (due.kind() == Kind.CARD_OF_DELETED_CUSTOMER) {
                return now -> now.cardForgotten(time.realNow());
            }
            return switch (processor.refund(new PaymentProcessor.Refund(due.attemptId(), due.intentId(), due.refundKey(), due.amount()))) {
                case RefundAnswer.Done(var _, var status) when CAME_TO_NOTHING.contains(status) -> failing("the processor's refund has " + status);
                case RefundAnswer.Done(var refund, var _) -> now -> now.refunded(refund);
                case RefundAnswer.Refused(var code, var _) when code.equals(DONE_BEFORE) -> now -> now.refunded(DONE_BEFORE);
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
                books.refunded(new Refunded(id, after.organizationId(), after.customerId(), null, after.amount(), null), now);
            }
            return after;
        });
    }
}

package dev.perennial.activities;

import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.command.AggregateDescription;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.order.Order;
import dev.perennial.core.subscription.Subscription;
import dev.perennial.core.testclock.TestClock;
import dev.perennial.core.time.RealInstant;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** What a row says about its next wake-up, in the words an operator reads beside the timer. */
public final class Agendas {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private Agendas() {}

    public static Agenda of(Subscription subscription) {
        Instant next = subscription.nextWakeAt();
        return new Agenda(subscription.isEnded(), next, subscription.testClockId() != null,
                said(subscription.endsAtPeriodEnd() ? "ends" : "renews", next),
                new AggregateDescription(subscription.organizationId(), subscription.customerId(),
                        subscription.state().wire() + (subscription.endsAtPeriodEnd() && !subscription.isEnded() ? ", ending" : ""),
                        priced(subscription)));
    }

    public static Agenda of(Order order) {
        return new Agenda(!order.isPending() && order.nextWakeAt() == null, order.nextWakeAt(), order.testClockId() != null,
                said(order.isPending() ? "collects " + order.charged() : "asks what its charge has brought", order.nextWakeAt()),
                new AggregateDescription(order.organizationId(), order.customerId(), order.status().wire(),
                        order.invoiceNumber() + ", " + order.due()));
    }

    public static Agenda of(Checkout checkout) {
        boolean ended = checkout.status() == CheckoutStatus.SUCCEEDED || checkout.status() == CheckoutStatus.EXPIRED
                || checkout.status() == CheckoutStatus.FAILED;
        return new Agenda(ended, checkout.nextWakeAt(), checkout.testClockId() != null,
                said(checkout.status() == CheckoutStatus.OPEN ? "expires" : "asks about the payment", checkout.nextWakeAt()),
                new AggregateDescription(checkout.organizationId(), checkout.buyer().customerId(), checkout.status().wire(),
                        checkout.amount().toString()));
    }

    public static Agenda of(TestClock clock) {
        return new Agenda(clock.deletedAt() != null, null, true, said("stands at", clock.frozenTime()),
                new AggregateDescription(clock.organizationId(), null, clock.status().wire(), clock.name()));
    }

    /** The agenda of a row that does not exist any more or has nothing to do with a workflow. */
    public static Agenda ended(AggregateDescriptions descriptions, Aggregate aggregate, java.util.UUID id) {
        return new Agenda(true, null, false, "nothing", descriptions.describe(aggregate.wire(), id));
    }

    /** Real time as an agenda has it: of a row that no test clock wakes. */
    public static Instant inRealTime(RealInstant instant) {
        return instant.at();
    }

    private static String priced(Subscription subscription) {
        return subscription.amount() + " every " + subscription.interval().count() + " " + subscription.interval().unit().wire();
    }

    public static String said(String what, @Nullable Instant when) { return when == null ? "waits" : what + " " + MINUTE.format(when); }
}

package dev.perennial.e2e.sweep;

import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.subscription.SubscriptionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What must hold when a run is over, whatever went wrong in it. */
final class Audit {
    /** By so much an owner may oversleep before somebody has to wake it. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private final Installation at;
    private final Scenario scenario;
    private final Scenario.Course course;
    private final UUID organization;

    Audit(Installation at, Scenario scenario, Scenario.Course course) {
        this.at = at;
        this.scenario = scenario;
        this.course = course;
        this.organization = course.shop.organization;
    }

    /** What is still under way or waits for somebody, in words; none when all has come to its end. */
    List<String> open() {
        return at.sql().list("""
                select 'attempt ' || state || coalesce(' ' || decline_code, '') as what from payment_attempt
                 where organization_id = ? and state not in ('succeeded', 'failed')
                union all select 'order ' || status from orders where organization_id = ? and status in ('draft', 'pending')
                union all select 'checkout ' || status from checkout where organization_id = ? and status = 'confirmed'
                union all select 'command ' || kind || ' unfinished' from command where organization_id = ? and outcome is null
                union all select 'fact ' || type || ' not relayed' from outbox where organization_id = ? and relayed_at is null
                union all select 'event ' || type || ' unhandled' from provider_event e join payment_attempt a on a.id = e.attempt_id
                 where a.organization_id = ? and e.handled_at is null
                union all select 'checkout overdue' from checkout where organization_id = ? and next_wake_at < ?
                union all select 'order overdue' from orders where organization_id = ? and next_wake_at < ?
                union all select 'subscription overdue' from subscription where organization_id = ? and next_wake_at < ?
                """, row -> row.text("what"), organization, organization, organization, organization, organization, organization, organization,
                at.now().minus(LATE), organization, at.now().minus(LATE), organization, at.now().minus(LATE));
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>(open());
        charges(problems);
        books(problems);
        outcome(problems);
        return problems;
    }

    private void charges(List<String> problems) {
        List<Processor.Charge> charges = at.processor.charges(organization);
        List<Processor.Charge> kept = charges.stream().filter(charge -> charge.net() > 0).toList();
        long price = Shop.PRICE.minorUnits();
        if (kept.size() != scenario.sales() || kept.stream().anyMatch(charge -> charge.net() != price)) {
            problems.add("charged " + kept.stream().map(Processor.Charge::net).toList() + " for " + scenario.sales() + " x " + price);
        }
        long declines = charges.stream().filter(charge -> !charge.isSuccess()).count();
        if (declines != scenario.declines()) {
            problems.add(declines + " declines in place of " + scenario.declines());
        }
        long known = count("payment where organization_id = ? and status = 'succeeded'");
        long succeeded = charges.stream().filter(Processor.Charge::isSuccess).count();
        if (known != succeeded) {
            problems.add("we know of " + known + " successful charges of " + succeeded);
        }
    }

    private void books(List<String> problems) {
        long charged = at.processor.charges(organization).stream().mapToLong(Processor.Charge::net).sum();
        long cleared = at.sql().one("""
                select coalesce(sum(p.amount), 0)::bigint as total from posting p join journal j on j.id = p.journal_id
                where j.organization_id = ? and p.account = 'processor_clearing' and p.memo = 'sale' and p.currency = 'usd'""",
                row -> row.number("total"), organization);
        if (cleared != charged) {
            problems.add("the books say " + cleared + ", the processor " + charged);
        }
        at.sql().list("""
                select j.kind || ' ' || p.currency || ' ' || sum(p.amount) as what from posting p join journal j on j.id = p.journal_id
                where j.organization_id = ? group by j.id, j.kind, p.currency having sum(p.amount) <> 0""", row -> row.text("what"), organization)
                .forEach(wrong -> problems.add("journal off balance: " + wrong));
        long unsettled = count("orders where organization_id = ? and status = 'paid' and platform_fee_amount = 0");
        if (unsettled > 0) {
            problems.add(unsettled + " paid orders without the platform's fee");
        }
    }

    /** What the customer and the merchant see. */
    private void outcome(List<String> problems) {
        if (course.shop.session().status() != CheckoutStatus.SUCCEEDED) {
            problems.add("the session is " + course.shop.session().status());
        }
        course.shop.findSubscription().ifPresentOrElse(subscription -> {
            if (!(subscription.state() instanceof SubscriptionState.Active)) {
                problems.add("the subscription is " + subscription.state().wire());
            }
            if (!subscription.period().end().isAfter(at.now())) {
                problems.add("the period at hand is over");
            }
        }, () -> problems.add("nothing was subscribed to"));
        expect(problems, "orders where organization_id = ? and status = 'paid'", scenario.sales(), "paid orders");
        expect(problems, "subscription where organization_id = ?", 1, "subscriptions");
        expect(problems, "customer where organization_id = ?", 1, "customers");
        at.sql().list("select id from command where organization_id = ?", row -> row.uuid("id"), organization).forEach(command -> {
            Outcome outcome = at.get(Commands.class).get(command).outcome();
            if (outcome instanceof Outcome.Refused refused) {
                problems.add("the command was refused: " + refused.identifier());
            }
        });
    }

    private void expect(List<String> problems, String rows, long wanted, String what) {
        long found = count(rows);
        if (found != wanted) {
            problems.add(found + " " + what + " in place of " + wanted);
        }
    }

    private long count(String rows) { return at.sql().one("select count(*) as rows from " + rows, row -> row.number("rows"), organization); }
}

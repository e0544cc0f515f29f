package dev.perennial.e2e.sweep;

import dev.perennial.core.subscription.SubscriptionState;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;

/** Something that is sold or collected. What leads up to it goes well; faults strike from where it begins. */
enum Scenario {
    /** A subscription is bought with a card of which the bank asks nothing. */
    CHECKOUT(0, 1) {
        @Override
        void prepare(Course course) { course.asked = course.shop.asksToBuy(CARD); }

        @Override
        void happen(Course course) { course.shop.send(course.asked); }
    },
    /** A subscription is bought with a card whose holder has to pass at the bank's page. */
    CHECKOUT_3DS(0, 1) {
        @Override
        void prepare(Course course) { course.asked = course.shop.asksToBuy("pm_card_threeDSecure2Required"); }

        @Override
        void happen(Course course) { course.shop.send(course.asked); }
    },
    /** The second period begins and is charged. */
    RENEWAL(0, 2) {
        @Override
        void prepare(Course course) { course.buy(CARD); }

        @Override
        void happen(Course course) { course.renew(); }
    },
    /** The second period's charge was declined; the next one, by the schedule, is not. */
    DUNNING(1, 2) {
        @Override
        void prepare(Course course) { course.owe(); }

        @Override
        void happen(Course course) { course.pass(DUNNING_PAUSE.plusSeconds(5)); }
    },
    /** The second period's charge was declined; the customer pays by hand. */
    CUSTOMER_RETRY(1, 2) {
        @Override
        void prepare(Course course) {
            course.owe();
            course.asked = course.shop.asksToPay(course.shop.order());
        }

        @Override
        void happen(Course course) { course.shop.send(course.asked); }
    };

    private static final String CARD = "pm_card_visa";
    /** After the first failure. */
    private static final Duration DUNNING_PAUSE = Duration.ofDays(2);

    private final int declines;
    private final int sales;

    /**
     * @param declines how many charges are meant to fail
     * @param sales how many amounts are due in all, each to be charged once
     */
    Scenario(int declines, int sales) {
        this.declines = declines;
        this.sales = sales;
    }

    abstract void prepare(Course course);

    abstract void happen(Course course);

    int declines() { return declines; }

    int sales() { return sales; }

    String wire() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    static Scenario of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_')); }

    /** One run of a scenario on its way. */
    static final class Course {
        final Installation at;
        final Shop shop;
        /** The command the scenario begins with, where it begins with one. */
        UUID asked = new UUID(0, 0);

        Course(Installation at) {
            this.at = at;
            this.shop = new Shop(at);
        }

        void pass(Duration time) {
            at.pass(time);
            at.work();
        }

        void buy(String card) {
            shop.sendAndAwait(shop.asksToBuy(card));
            at.work();
            shop.subscription();
        }

        /** Lets the period at hand end. */
        void renew() {
            pass(Duration.between(at.now(), shop.subscription().period().end()).plusSeconds(1));
        }

        void owe() {
            buy(CARD);
            shop.cards("decline");
            renew();
            if (!(shop.subscription().state() instanceof SubscriptionState.PastDue)) {
                throw new IllegalStateException("nothing is owed: " + shop.subscription().state());
            }
            shop.cards("success");
        }
    }
}

package dev.perennial.dev.stripe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Makes webhooks arrive twice, late or out of order, as a test asks. */
final class Disturbance {
    enum Mode {
        NORMAL, DUPLICATE, DELAY, REORDER
    }

    /** @param times for so many events, then back to normal */
    record Order(Mode mode, Duration delay, long times, double probability) {
        static final Order NORMAL = new Order(Mode.NORMAL, Duration.ZERO, Long.MAX_VALUE, 1);
    }

    private final Deliveries deliveries;
    private final List<Deliveries.Delivery> held = new ArrayList<>();
    private Order order = Order.NORMAL;
    private long left = Long.MAX_VALUE;

    Disturbance(Deliveries deliveries) { this.deliveries = deliveries; }

    synchronized void set(Order next) {
        order = next;
        left = next.times;
    }

    synchronized Order get() { return left > 0 ? order : Order.NORMAL; }

    synchronized void apply(Deliveries.Delivery delivery) {
        Order now = get();
        boolean hit = now.mode != Mode.NORMAL && ThreadLocalRandom.current().nextDouble() < now.probability;
        if (!hit) {
            deliveries.send(delivery, Duration.ZERO);
            return;
        }
        left--;
        switch (now.mode) {
            case NORMAL -> throw new IllegalStateException("nothing to disturb");
            case DUPLICATE -> {
                deliveries.send(delivery, Duration.ZERO);
                deliveries.send(delivery, now.delay);
            }
            case DELAY -> deliveries.send(delivery, now.delay);
            case REORDER -> hold(delivery, now.delay);
        }
    }

    /** Collects events for the delay and then sends them last to first. */
    private void hold(Deliveries.Delivery delivery, Duration delay) {
        held.add(delivery);
        if (held.size() == 1) {
            deliveries.after(delay, this::release);
        }
    }

    private synchronized void release() {
        deliveries.sendInTurn(List.copyOf(held.reversed()));
        held.clear();
    }
}

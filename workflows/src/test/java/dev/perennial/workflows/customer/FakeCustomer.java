package dev.perennial.workflows.customer;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A customer whose steps are noted, the second taking of each only once. */
final class FakeCustomer implements CustomerSteps {
    final UUID id = UUID.randomUUID();
    private final List<String> diary = new ArrayList<>();
    private final AtomicInteger sending = new AtomicInteger();
    private volatile Need need = Need.PROFILE;

    void is(Need wanted) { need = wanted; }

    /** So many looks find webhooks that are still to be sent; each step is taken twice, and so looks twice. */
    void hasWebhooksWaitingFor(int looks) {
        sending.set(looks);
    }

    synchronized List<String> diary() { return List.copyOf(diary); }

    private synchronized void note(String step) {
        if (diary.isEmpty() || !diary.getLast().equals(step)) {
            diary.add(step);
        }
    }

    @Override
    public Need look(Subject customer) { return need; }

    @Override
    public void tellProcessor(Subject customer) { note("tell the processor"); }

    @Override
    public void payPastDue(Subject customer) { note("pay what is past due"); }

    @Override
    public void endSubscriptions(Subject customer) { note("end the subscriptions"); }

    @Override
    public void forgetCards(Subject customer) { note("forget the cards"); }

    @Override
    public boolean eraseCopies(Subject customer) {
        note("erase copies");
        return sending.getAndDecrement() <= 0;
    }
}

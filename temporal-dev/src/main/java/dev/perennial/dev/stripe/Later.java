package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** What happens by itself a moment after a request: a charge is settled, a refund arrives or fails. Planned tasks survive a restart. */
final class Later implements AutoCloseable {
    private final Store store;
    private final Events events;
    private final Duration moment;
    private final Map<String, BiConsumer<Tx, String>> handlers = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("later").factory());

    Later(Store store, Events events, Duration moment) {
        this.store = store;
        this.events = events;
        this.moment = moment;
        // What comes while closing is on file and goes on after the next start.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    void handle(String what, BiConsumer<Tx, String> handler) { handlers.put(what, handler); }

    /** Has the handler called with this id in a transaction of its own, a moment after this one. */
    void plan(Tx tx, String what, String id) {
        ObjectNode task = Json.object().put("what", what).put("of", id);
        tx.put(Kind.TASK, what + "." + id, task);
        tx.afterCommit(() -> schedule(task));
    }

    /** Takes up what an earlier run left undone. */
    void resume() { store.each(Kind.TASK, (_, task) -> schedule(task)); }

    private void schedule(ObjectNode task) {
        var _ = timer.schedule(() -> run(task), moment.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run(ObjectNode task) {
        String what = Json.id(task, "what");
        String of = Json.id(task, "of");
        BiConsumer<Tx, String> handler = handlers.get(what);
        try {
            if (handler == null) {
                throw new IllegalStateException("nobody handles " + what);
            }
            store.transact(new Tx(store, events, Tx.Origin.ITSELF), tx -> {
                if (tx.find(Kind.TASK, what + "." + of) != null) {
                    handler.accept(tx, of);
                    tx.remove(Kind.TASK, what + "." + of);
                }
                return of;
            });
        } catch (RuntimeException e) {
            if (!timer.isShutdown()) {
                Problems.report(what + " of " + of, e);
            }
        }
    }

    @Override
    public void close() { timer.shutdownNow(); }
}

package dev.perennial.dev.stripe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Posts events to endpoints, signed, until each is acknowledged or given up. Requests never wait for it. */
final class Deliveries implements AutoCloseable {
    record Delivery(String eventId, String endpointId) {
        String key() { return eventId + "." + endpointId; }
    }

    private static final int AT_ONCE = 32;
    private static final int CONNECT_TIMEOUT = 2_000;
    private static final int ANSWER_TIMEOUT = 10_000;
    private final StripeSandbox.Retry retry;
    private final Disturbance disturbance = new Disturbance(this);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("webhooks").factory());
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Store store;
    private final Endpoints endpoints;

    Deliveries(StripeSandbox.Retry retry, Store store, Endpoints endpoints) {
        this.retry = retry;
        this.store = store;
        this.endpoints = endpoints;
        // What comes while closing is on file and goes on after the next start.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Takes up what an earlier run left undelivered. */
    void resume() {
        store.each(Kind.DELIVERY, (_, note) -> send(new Delivery(Json.id(note, "event"), Json.id(note, "endpoint")), Duration.ZERO));
    }

    Disturbance disturbance() { return disturbance; }

    void add(Delivery delivery) { disturbance.apply(delivery); }

    void send(Delivery delivery, Duration delay) { attempt(delivery, 1, delay); }

    /** Each when the one before has been answered. */
    void sendInTurn(List<Delivery> deliveries) {
        var _ = Thread.ofVirtual().name("webhooks in turn").start(() -> deliveries.forEach(delivery -> post(delivery, 1)));
    }

    void after(Duration delay, Runnable action) { var _ = timer.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS); }

    private void attempt(Delivery delivery, int number, Duration delay) {
        after(delay, () -> {
            var _ = Thread.ofVirtual().name("webhook").start(() -> post(delivery, number));
        });
    }

    private void post(Delivery delivery, int number) {
        Endpoints.Endpoint endpoint = endpoints.byId(delivery.endpointId);
        slots.acquireUninterruptibly();
        try {
            if (timer.isShutdown()) {
                return;
            }
            byte[] body = store.raw(Kind.EVENT, delivery.eventId);
            if (endpoint == null || body == null || acknowledged(endpoint, body)) {
                store.drop(Kind.DELIVERY, delivery.key());
            } else if (number < retry.tries()) {
                attempt(delivery, number + 1, retry.pauseAfter(number));
            } else {
                store.drop(Kind.DELIVERY, delivery.key());
                Problems.report("gave up " + delivery.eventId + " for " + endpoint.url() + " after " + number + " tries");
            }
        } catch (RuntimeException e) {
            if (!timer.isShutdown()) {
                Problems.report("delivering " + delivery.eventId, e);
            }
        } finally {
            slots.release();
        }
    }

    private static boolean acknowledged(Endpoints.Endpoint endpoint, byte[] body) {
        try {
            HttpURLConnection connection = (HttpURLConnection) endpoint.url().toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setConnectTimeout(CONNECT_TIMEOUT);
            connection.setReadTimeout(ANSWER_TIMEOUT);
            connection.setInstanceFollowRedirects(false);
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.setRequestProperty("Content-Type", "application/json; charset=utf-8");
            connection.setRequestProperty("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
            connection.setRequestProperty("Stripe-Signature", signature(endpoint.secret(), body, System.currentTimeMillis() / 1000));
            connection.getOutputStream().write(body);
            int status = connection.getResponseCode();
            // Read to its end, the connection can serve the next delivery.
            try (InputStream answer = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                if (answer != null) {
                    answer.transferTo(OutputStream.nullOutputStream());
                }
            }
            return status >= 200 && status < 300;
        } catch (IOException _) {
            return false; // An endpoint that is down is what the retries are for.
        }
    }

    static String signature(String secret, byte[] body, long timestamp) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(UTF_8));
            return "t=" + timestamp + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // What is acknowledged after this moment is delivered once more after the next start.
        timer.shutdownNow();
    }
}

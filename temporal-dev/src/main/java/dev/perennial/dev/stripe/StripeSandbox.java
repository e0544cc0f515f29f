package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback interface that speaks Stripe's protocol, with its state under a directory. Stripe clients reach it by
 * base URL and any key that begins with {@code sk_}.
 */
public final class StripeSandbox implements AutoCloseable {
    private static final int BACKLOG = 1024;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Store store;
    private final Deliveries deliveries;
    private final Later later;

    /**
     * How to start.
     *
     * @param port TCP port; 0 takes a free one
     * @param data directory of the state; made when absent, used by one sandbox at a time
     * @param webhook an endpoint that is there from the start, or null
     * @param moment how long a settlement or a slow refund takes
     * @param retry how undelivered webhooks are tried again
     * @param traffic hears of every call of the API that is answered in full, before the caller does; or null
     * @param clock what time it is for the objects' ages and how long a key is remembered; a webhook is signed and delivered in real time
     * @param calls hears of every call of the API before anything has come of it
     */
    public record Options(int port, Path data, @Nullable Webhook webhook, Duration moment, Retry retry, @Nullable Consumer<Traffic> traffic,
            Clock clock,
            Consumer<Call> calls) {
        /** No webhook, a free port, the usual paces and real time. */
        public static Options at(Path data) {
            return new Options(0, data, null, Duration.ofMillis(200), Retry.USUAL, null, Clock.systemUTC(), _ -> {});
        }

        /** The same with another port. */
        public Options withPort(int other) {
            return new Options(other, data, webhook, moment, retry, traffic, clock, calls);
        }

        /** The same with a webhook endpoint. */
        public Options withWebhook(@Nullable Webhook endpoint) {
            return new Options(port, data, endpoint, moment, retry, traffic, clock, calls);
        }

        /** The same with other pauses between deliveries. */
        public Options withRetry(Retry other) {
            return new Options(port, data, webhook, moment, other, traffic, clock, calls);
        }

        /** The same, with somebody who hears of every call. */
        public Options withTraffic(Consumer<Traffic> listener) {
            return new Options(port, data, webhook, moment, retry, listener, clock, calls);
        }

        /** The same with another time until a charge is settled. */
        public Options withMoment(Duration other) {
            return new Options(port, data, webhook, other, retry, traffic, clock, calls);
        }

        /** The same in another time. */
        public Options withClock(Clock other) {
            return new Options(port, data, webhook, moment, retry, traffic, other, calls);
        }

        /** The same, with somebody who hears of the calls when they come in. */
        public Options withCalls(Consumer<Call> listener) {
            return new Options(port, data, webhook, moment, retry, traffic, clock, listener);
        }
    }

    /**
     * A call of the API.
     *
     * @param route the path with {@code {id}} in the place of ids
     */
    public record Call(String method, String path, String route) {}

    /**
     * A call of the API and its answer.
     *
     * @param query as it was encoded, empty when there is none
     * @param form the body as it was encoded, empty when there is none
     * @param answer a JSON object
     */
    public record Traffic(String method, String path, String query, String form, int status, String answer) {}

    /**
     * A webhook endpoint known from the start.
     *
     * @param secret with which bodies are signed
     * @param events the types it wants; one star for all
     */
    public record Webhook(URI url, String secret, List<String> events) {}

    /**
     * How often an endpoint that does not answer 2xx is tried again: each pause is twice the one before, up to the longest.
     *
     * @param tries after so many in vain the event is given up
     */
    public record Retry(Duration first, Duration longest, int tries) {
        /** Some eleven minutes in all, yet a few seconds after an endpoint is back it has its events. */
        public static final Retry USUAL = new Retry(Duration.ofMillis(200), Duration.ofSeconds(10), 70);

        Duration pauseAfter(int failures) {
            return Duration.ofMillis(Math.min(first.toMillis() << Math.min(failures - 1, 20), longest.toMillis()));
        }
    }

    private StripeSandbox(Options options, HttpServer server) {
        this.server = server;
        Webhook webhook = options.webhook;
        Endpoints endpoints = new Endpoints(webhook == null
                ? null
                : new Endpoints.Endpoint(Endpoints.CONFIGURED, webhook.url, webhook.secret, webhook.events));
        store = new Store(options.data, options.clock, (kind, object) -> isStillOfUse(kind, object, options.clock));
        endpoints.refresh(store);
        deliveries = new Deliveries(options.retry, store, endpoints);
        Events events = new Events(endpoints, deliveries);
        later = new Later(store, events, options.moment);
        Faults faults = new Faults();
        Statistics statistics = new Statistics();
        PaymentMethods methods = new PaymentMethods();
        ConfirmationTokens tokens = new ConfirmationTokens(methods);
        Intents intents = new Intents(methods, tokens, url());
        Charges charges = new Charges();
        PaymentIntents payments = new PaymentIntents(intents, charges, later);
        SetupIntents setups = new SetupIntents(intents);
        Refunds refunds = new Refunds(later);
        later.handle(Charges.SETTLE, charges::settleLater);
        later.handle(Refunds.ARRIVE, refunds::arrive);
        later.handle(Refunds.BOUNCE, refunds::bounce);
        Router router = new Router();
        new Customers(methods).routes(router);
        methods.routes(router);
        tokens.routes(router);
        payments.routes(router);
        setups.routes(router);
        charges.routes(router);
        Balance.routes(router);
        refunds.routes(router);
        Events.routes(router);
        endpoints.routes(router, store);
        Keys keys = new Keys();
        Api api = new Api(store, events, router, faults, keys, statistics, options.traffic, options.calls);
        BankPage bank = new BankPage(store, events, payments, setups);
        Control control = new Control(store, events, endpoints, faults, keys, deliveries.disturbance(), statistics);
        server.createContext("/v1/", http -> serve(http, api::serve));
        server.createContext("/3ds/", http -> serve(http, bank::serve));
        server.createContext("/sandbox/", http -> serve(http, control::serve));
        server.createContext("/healthz", http -> serve(http, exchange -> exchange.json(Answer.ok(Json.object().put("status", "ok")))));
        server.setExecutor(threads);
        server.start();
        later.resume();
        deliveries.resume();
    }

    /** Starts a server; it answers when this returns. */
    public static StripeSandbox start(Options options) {
        HttpServer server = bind(options.port);
        try {
            return new StripeSandbox(options, server);
        } catch (RuntimeException e) {
            server.stop(0);
            throw e;
        }
    }

    /** The base URL for clients, without a trailing slash. */
    public String url() { return "http://127.0.0.1:" + server.getAddress().getPort(); }

    /** The port it listens on. */
    public int port() { return server.getAddress().getPort(); }

    private interface Handler {
        void serve(Exchange exchange) throws IOException;
    }

    private static void serve(HttpExchange http, Handler handler) throws IOException {
        try (http) {
            handler.serve(new Exchange(http));
        } catch (RuntimeException e) {
            Problems.report(http.getRequestMethod() + " " + http.getRequestURI().getPath(), e);
        }
    }

    private static boolean isStillOfUse(Kind kind, ObjectNode object, Clock clock) {
        return switch (kind) {
            case IDEMPOTENCY -> Idempotency.isFresh(object, clock);
            case EVENT -> Events.isFresh(object, clock);
            default -> true;
        };
    }

    private static HttpServer bind(int port) {
        // Without this each answer waits for the client's delayed acknowledgement, some 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[]{127, 0, 0, 1}), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Stops serving. What is not delivered or settled yet goes on with the next start on the same directory. */
    @Override
    public void close() {
        deliveries.close();
        later.close();
        server.stop(0);
        threads.close();
        store.close();
    }
}

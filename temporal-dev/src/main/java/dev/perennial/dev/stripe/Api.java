package dev.perennial.dev.stripe;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/** Serves {@code /v1}: who asks, idempotency, ordered faults, the operation in a transaction, and the answer's headers. */
final class Api {
    private final Store store;
    private final Events events;
    private final Router router;
    private final Idempotency idempotency;
    private final Faults faults;
    private final Keys keys;
    private final @Nullable Consumer<StripeSandbox.Traffic> traffic;
    private final Statistics statistics;
    private final Consumer<StripeSandbox.Call> calls;

    Api(Store store, Events events, Router router, Faults faults, Keys keys, Statistics statistics,
            @Nullable Consumer<StripeSandbox.Traffic> traffic, Consumer<StripeSandbox.Call> calls) {
        this.store = store;
        this.events = events;
        this.router = router;
        this.idempotency = new Idempotency(store);
        this.faults = faults;
        this.keys = keys;
        this.traffic = traffic;
        this.statistics = statistics;
        this.calls = calls;
    }

    /**
     * What the caller is left with.
     *
     * @param answer null for none
     * @param fault what was done to it
     */
    private record Outcome(@Nullable Answer answer, Faults.@Nullable Rule fault) {
        boolean isWrong() { return fault != null && fault.harm() == Faults.Harm.WRONG_ANSWER; }
    }

    void serve(Exchange exchange) throws IOException {
        statistics.requests.increment();
        String requestId = Ids.next("req_");
        exchange.answerHeader("Request-Id", requestId);
        String version = exchange.header("Stripe-Version");
        exchange.answerHeader("Stripe-Version", version == null ? Events.API_VERSION : version);
        Outcome outcome;
        try {
            outcome = answer(exchange, requestId);
        } catch (ApiError no) {
            outcome = new Outcome(no.answer(), null);
        } catch (RuntimeException bug) {
            Problems.report(exchange.method() + " " + exchange.path(), bug);
            outcome = new Outcome(broken(), null);
        }
        Answer answer = outcome.answer;
        if (outcome.isWrong()) {
            exchange.mangled(answer);
        } else if (answer == null) {
            exchange.cut();
        } else {
            finish(exchange, answer);
        }
    }

    private void finish(Exchange exchange, Answer answer) throws IOException {
        if (traffic != null) {
            traffic.accept(new StripeSandbox.Traffic(exchange.method(), exchange.path(), exchange.query(), exchange.body(), answer.status(),
                    new String(Json.bytes(answer.body()), UTF_8)));
        }
        Faults.Rule after = faults.strike(Faults.Point.AFTER_ANSWER, exchange.method(), exchange.path());
        if (after != null) {
            exchange.answerHeader("Connection", "close");
        }
        exchange.json(answer);
    }

    private Outcome answer(Exchange exchange, String requestId) {
        authenticate(exchange);
        Router.Match match = router.match(exchange.method(), exchange.path());
        if (match == null) {
            throw new ApiError(404, "invalid_request_error", null, "Unrecognized request URL (" + exchange.method() + ": " + exchange.path() + ").",
                    null);
        }
        String encoded = exchange.method().equals("POST") ? exchange.body() : exchange.query();
        Request request = new Request(exchange.method(), exchange.path(), match.ids(), Params.parse(encoded));
        calls.accept(new StripeSandbox.Call(request.method(), request.path(), String.join("/", match.route().parts())));
        Faults.Rule before = faults.strike(Faults.Point.BEFORE_EFFECT, request.method(), request.path());
        if (before != null && before.harm() != Faults.Harm.LATENCY) {
            return new Outcome(spoiled(before), before);
        }
        delay(before);
        long start = System.nanoTime();
        Outcome outcome = outcome(exchange, requestId, match.route(), request);
        statistics.busyNanos.add(System.nanoTime() - start);
        delay(outcome.fault);
        return outcome;
    }

    private Outcome outcome(Exchange exchange, String requestId, Router.Route route, Request request) {
        Router.Read read = route.read();
        if (read != null) {
            Answer answer = expanded(store, read.answer(store, request), request);
            return after(answer, request);
        }
        Router.Write write = Objects.requireNonNull(route.write());
        String key = exchange.header("Idempotency-Key");
        if (key == null || !request.method().equals("POST")) {
            return write(write, request, null, new Tx.Origin(requestId, null));
        }
        exchange.answerHeader("Idempotency-Key", key);
        try (Idempotency.Claim claim = idempotency.claim(key, request, requestId)) {
            Idempotency.Stored stored = idempotency.find(claim);
            if (stored != null) {
                exchange.answerHeader("Idempotent-Replayed", "true");
                exchange.answerHeader("Original-Request", stored.requestId());
                return new Outcome(stored.answer(), null);
            }
            return write(write, request, claim, new Tx.Origin(requestId, key));
        }
    }

    private Outcome write(Router.Write write, Request request, Idempotency.@Nullable Claim claim, Tx.Origin origin) {
        return store.transact(new Tx(store, events, origin), tx -> {
            Answer answer = expanded(tx, write.answer(tx, request), request);
            Outcome outcome = after(answer, request);
            if (claim != null) {
                // A server error is kept as the answer to the key; a cut or a throttled answer is not, so the retry learns the true one.
                boolean failed = outcome.fault != null && outcome.fault.harm() == Faults.Harm.ERROR_500;
                idempotency.keep(tx, claim, failed ? broken() : answer);
            }
            return outcome;
        });
    }

    private Outcome after(Answer answer, Request request) {
        Faults.Rule fault = faults.strike(Faults.Point.AFTER_EFFECT, request.method(), request.path());
        boolean told = fault == null || fault.harm() == Faults.Harm.LATENCY || fault.harm() == Faults.Harm.WRONG_ANSWER;
        return new Outcome(told ? answer : spoiled(fault), fault);
    }

    private static Answer expanded(View view, Answer answer, Request request) {
        List<String> paths = request.params().isGroup("expand") ? request.params().list("expand") : List.of();
        if (paths.isEmpty() || answer.status() != 200) {
            return answer;
        }
        return Answer.ok(Expander.expanded(view, answer.body(), paths));
    }

    private static @Nullable Answer spoiled(Faults.Rule rule) {
        return switch (rule.harm()) {
            case ERROR_500 -> broken();
            case ERROR_429 -> new ApiError(429, "invalid_request_error", "rate_limit", "Too many requests at once.", null).answer();
            case ERROR_502 -> new ApiError(502, "api_error", null, "The gateway got no answer.", null).answer();
            case ERROR_409 ->
                new ApiError(409, "invalid_request_error", "idempotency_key_in_use", "Another request with this idempotency key is running.",
                        null).answer();
            case CUT, WRONG_ANSWER -> null;
            case LATENCY -> throw new IllegalStateException("latency spoils nothing");
        };
    }

    private static void delay(Faults.@Nullable Rule rule) {
        if (rule != null && rule.harm() == Faults.Harm.LATENCY) {
            Pause.of(rule.latency());
        }
    }

    private static Answer broken() { return new ApiError(500, "api_error", null, "Something went wrong inside.", null).answer(); }

    /** @throws ApiError 401 without a secret key, or with another than the one that was ordered */
    private void authenticate(Exchange exchange) {
        String header = exchange.header("Authorization");
        String key = "";
        if (header != null && header.startsWith("Bearer ")) {
            key = header.substring("Bearer ".length()).strip();
        } else if (header != null && header.startsWith("Basic ")) {
            String pair = decode(header.substring("Basic ".length()).strip());
            key = pair.substring(0, pair.indexOf(':') < 0 ? pair.length() : pair.indexOf(':'));
        }
        boolean fits = keys.accepts(key);
        if (!fits) {
            throw new ApiError(401, "invalid_request_error", null,
                    key.isEmpty() ? "No API key was given: send it as a bearer token." : "Invalid API Key.",
                    null);
        }
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), ISO_8859_1);
        } catch (IllegalArgumentException _) {
            return ""; // the same as no key
        }
    }
}

package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** {@code /sandbox}: orders from tests, in JSON, and what they look at afterwards. */
final class Control {
    private final Store store;
    private final Events events;
    private final Endpoints endpoints;
    private final Faults faults;
    private final Keys keys;
    private final Disturbance disturbance;
    private final Statistics statistics;

    Control(Store store, Events events, Endpoints endpoints, Faults faults, Keys keys, Disturbance disturbance, Statistics statistics) {
        this.store = store;
        this.events = events;
        this.endpoints = endpoints;
        this.faults = faults;
        this.keys = keys;
        this.disturbance = disturbance;
        this.statistics = statistics;
    }

    void serve(Exchange exchange) throws IOException {
        Answer answer;
        try {
            answer = answer(exchange);
        } catch (ApiError no) {
            answer = no.answer();
        } catch (UncheckedIOException e) {
            answer = ApiError.invalid(null, "The body must be a JSON object.", null).answer();
        }
        exchange.json(answer);
    }

    private Answer answer(Exchange exchange) {
        String call = exchange.method() + " " + exchange.path();
        if (call.startsWith("POST /sandbox/payment-methods")) {
            String rest = exchange.path().substring("/sandbox/payment-methods".length());
            return outcome(rest.startsWith("/") ? rest.substring(1) : rest, Params.parse(exchange.query()), body(exchange));
        }
        return switch (call) {
            case "POST /sandbox/faults" -> fault(body(exchange));
            case "GET /sandbox/faults" -> Answer.ok(faults());
            case "DELETE /sandbox/faults" -> {
                faults.clear();
                yield Answer.ok(faults());
            }
            case "POST /sandbox/key" -> {
                ObjectNode order = body(exchange);
                keys.accept(Json.text(order, "only"));
                yield Answer.ok(order);
            }
            case "POST /sandbox/webhooks" -> webhooks(body(exchange));
            case "GET /sandbox/webhooks" -> Answer.ok(Json.object().put("mode", disturbance.get().mode().name().toLowerCase(Locale.ROOT)).put(
                    "undelivered", store.count(Kind.DELIVERY)));
            case "GET /sandbox/charges" -> Answer.ok(charges(Params.parse(exchange.query())));
            case "GET /sandbox/stats" -> Answer.ok(stats());
            case "POST /sandbox/reset" -> {
                store.clear();
                faults.clear();
                keys.accept(null);
                disturbance.set(Disturbance.Order.NORMAL);
                endpoints.refresh(store);
                yield Answer.ok(Json.object().put("reset", true));
            }
            default -> throw new ApiError(404, "invalid_request_error", null, "The sandbox has no " + call + ".", null);
        };
    }

    private static ObjectNode body(Exchange exchange) { return exchange.body().isBlank() ? Json.object() : Json.parse(exchange.bodyBytes()); }

    /** @param id a payment method, a customer (all its methods), a card's fingerprint, or empty to choose by query alone */
    private Answer outcome(String id, Params query, ObjectNode order) {
        query.allow(Set.of("customer", "fingerprint", "last4"));
        String ending = choice(order, "outcome", "", Set.of("decline", "authentication_required", "success"));
        if (ending.equals("decline") && !Json.has(order, "decline_code")) {
            order.put("decline_code", "generic_decline");
        }
        List<String> chosen = new ArrayList<>();
        store.each(Kind.PAYMENT_METHOD, (methodId, method) -> {
            boolean named = id.isEmpty()
                    ? !query.isEmpty()
                    : methodId.equals(id) || Json.is(method, "customer", id) || Json.is(method.path("card"),
                            "fingerprint", id);
            if (named && matches(query, "customer", method) && matches(query, "fingerprint", method.path("card")) && matches(query, "last4", method
                    .path("card"))) {
                chosen.add(methodId);
            }
        });
        if (chosen.isEmpty()) {
            throw ApiError.missing(Kind.PAYMENT_METHOD, id, "id");
        }
        store.transact(new Tx(store, events, Tx.Origin.ITSELF), tx -> {
            for (String methodId : chosen) {
                ObjectNode wallet = tx.fetch(Kind.WALLET, methodId, "id");
                wallet.set("outcome", order);
                tx.put(Kind.WALLET, wallet);
            }
            return chosen;
        });
        ObjectNode body = Json.object();
        ArrayNode ids = body.putArray("payment_methods");
        chosen.forEach(ids::add);
        body.set("outcome", order);
        return Answer.ok(body);
    }

    private static boolean matches(Params query, String name, JsonNode object) {
        String wanted = query.text(name);
        return wanted == null || Json.is(object, name, wanted);
    }

    private Answer fault(ObjectNode order) {
        Faults.Point point = choice(order, "point", "before_effect", Faults.Point.class);
        Faults.Harm harm = choice(order, "kind", "", Faults.Harm.class);
        if (point == Faults.Point.AFTER_ANSWER && harm != Faults.Harm.CUT) {
            throw ApiError.invalid(null, "After the answer only the connection can be cut.", "kind");
        }
        boolean always = order.has("probability");
        faults.add(new Faults.Rule(point, harm, Json.text(order, "method"), order.path("path").asText("/v1/"), order.path("times").asLong(always
                ? Long.MAX_VALUE
                : 1), order.path("probability").asDouble(1), Duration.ofMillis(order.path("latency_ms").asLong(1000)), order
                        .path(
                                "seed")
                        .asLong(System.nanoTime())));
        return Answer.ok(faults());
    }

    private ObjectNode faults() {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("faults");
        faults.list().forEach(armed -> list.addObject().put("point", armed.rule.point().name().toLowerCase(Locale.ROOT)).put("kind", armed.rule.harm()
                .name().toLowerCase(Locale.ROOT)).put("method", armed.rule.method()).put("path", armed.rule.path()).put("left", armed.left()).put(
                        "probability", armed.rule.probability())
                .put("latency_ms", armed.rule.latency().toMillis()).put("seed", armed.rule.seed()));
        return body;
    }

    private Answer webhooks(ObjectNode order) {
        Disturbance.Mode mode = choice(order, "mode", "normal", Disturbance.Mode.class);
        long usual = mode == Disturbance.Mode.DUPLICATE ? 0 : 500;
        disturbance.set(new Disturbance.Order(mode, Duration.ofMillis(order.path("delay_ms").asLong(usual)), order.path("times").asLong(
                Long.MAX_VALUE), order.path("probability").asDouble(1)));
        return Answer.ok(order);
    }

    private ObjectNode charges(Params query) {
        query.allow(Set.of("customer", "metadata_key", "metadata_value"));
        String customer = query.text("customer");
        String key = query.text("metadata_key");
        String value = query.text("metadata_value");
        IdList ids = store.ids(Kind.CHARGE);
        if (customer != null) {
            ids = store.ids(Kind.CHARGE, Kind.term("customer", customer));
        }
        if (key != null && value != null) {
            ids = Lists.shorter(ids, store.ids(Kind.CHARGE, Kind.metadataTerm(key, value)));
        }
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("charges");
        for (int i = 0; i < ids.size(); i++) {
            ObjectNode charge = store.find(Kind.CHARGE, ids.get(i));
            if (charge != null && (customer == null || Json.is(charge, "customer", customer)) && (key == null || (value == null
                    ? charge.path(
                            "metadata").has(key)
                    : Json.is(charge.path("metadata"), key, value)))) {
                ObjectNode row = list.addObject();
                List.of("id", "amount", "currency", "status", "customer", "metadata", "payment_intent", "created", "amount_refunded").forEach(
                        field -> row.set(field, charge.get(field)));
            }
        }
        return body;
    }

    private ObjectNode stats() {
        ObjectNode stats = Json.object().put("requests", statistics.requests.sum()).put("charges", store.count(Kind.CHARGE)).put("busy_ms",
                statistics.busyNanos.sum() / 1_000_000).put("undelivered", store.count(Kind.DELIVERY)).put("uptime_ms", ManagementFactory
                        .getRuntimeMXBean().getUptime());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            stats.put("process_cpu_ms", system.getProcessCpuTime() / 1_000_000);
        }
        return stats;
    }

    private static String choice(ObjectNode order, String field, String fallback, Set<String> values) {
        String value = order.path(field).asText(fallback);
        if (!values.contains(value)) {
            throw ApiError.invalid(null, field + " must be one of " + String.join(", ", values), field);
        }
        return value;
    }

    private static <E extends Enum<E>> E choice(ObjectNode order, String field, String fallback, Class<E> type) {
        Function<E, String> label = constant -> constant.name().toLowerCase(Locale.ROOT);
        String value = order.path(field).asText(fallback);
        for (E constant : type.getEnumConstants()) {
            if (label.apply(constant).equals(value)) {
                return constant;
            }
        }
        throw ApiError.invalid(null, "unknown " + field + " '" + value + "'", field);
    }
}

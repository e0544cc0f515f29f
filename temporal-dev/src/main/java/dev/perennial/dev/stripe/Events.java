package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes events, keeps them for {@code /v1/events}, and hands them to the endpoints that asked for their type. */
final class Events {
    /** What Stripe-version the objects in events follow. */
    static final String API_VERSION = "2026-07-29.dahlia";
    /** Frequent and of little use: recorded only for who asks. */
    private static final Set<String> ON_REQUEST = Set.of("payment_intent.created", "setup_intent.created");
    private static final long LIFETIME_SECONDS = 30 * 86_400L;
    private final Endpoints endpoints;
    private final Deliveries deliveries;

    Events(Endpoints endpoints, Deliveries deliveries) {
        this.endpoints = endpoints;
        this.deliveries = deliveries;
    }

    static void routes(Router router) {
        router.get("/v1/events", (view, request) -> Answer.ok(Lists.page(view, Kind.EVENT, request, "type")));
        router.get("/v1/events/{id}", (view, request) -> Answer.ok(view.fetch(Kind.EVENT, request.id(), "id")));
    }

    static boolean isFresh(ObjectNode event, Clock clock) {
        return event.path("created").asLong() + LIFETIME_SECONDS > clock.instant().getEpochSecond();
    }

    void record(Tx tx, Tx.Origin origin, String type, ObjectNode object, @Nullable ObjectNode previous) {
        List<Endpoints.Endpoint> targets = endpoints.wanting(type);
        if (targets.isEmpty() && ON_REQUEST.contains(type)) {
            return;
        }
        String id = Kind.EVENT.newId();
        ObjectNode event = Json.object().put("id", id).put("object", "event").put("api_version", API_VERSION).put("created", tx.now);
        ObjectNode data = event.putObject("data");
        data.putRawValue("object", Json.written(object));
        if (previous != null) {
            data.set("previous_attributes", previous);
        }
        event.put("livemode", false).put("pending_webhooks", targets.size());
        event.putObject("request").put("id", origin.requestId()).put("idempotency_key", origin.idempotencyKey());
        event.put("type", type);
        tx.put(Kind.EVENT, event);
        for (Endpoints.Endpoint target : targets) {
            Deliveries.Delivery delivery = new Deliveries.Delivery(id, target.id());
            tx.put(Kind.DELIVERY, delivery.key(), Json.object().put("event", id).put("endpoint", target.id()));
            tx.afterCommit(() -> deliveries.add(delivery));
        }
    }
}

package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who gets events: what {@code /v1/webhook_endpoints} holds, and the one the sandbox was started with. */
final class Endpoints {
    /** @param types event types, or one star for all of them */
    record Endpoint(String id, URI url, String secret, List<String> types) {
        boolean wants(String type) { return types.contains("*") || types.contains(type); }
    }

    /** The id of the endpoint given at start. */
    static final String CONFIGURED = "we_configured";
    private static final Set<String> FIELDS = Set.of("url", "enabled_events", "description", "metadata", "api_version", "connect", "disabled");
    private final @Nullable Endpoint configured;
    private volatile List<Endpoint> active = List.of();

    Endpoints(@Nullable Endpoint configured) {
        this.configured = configured;
        this.active = configured == null ? List.of() : List.of(configured);
    }

    List<Endpoint> wanting(String type) { return active.stream().filter(endpoint -> endpoint.wants(type)).toList(); }

    @Nullable
    Endpoint byId(String id) {
        return active.stream().filter(endpoint -> endpoint.id.equals(id)).findFirst().orElse(null);
    }

    /** Reads again who is there. */
    void refresh(Store store) {
        List<Endpoint> found = new ArrayList<>();
        if (configured != null) {
            found.add(configured);
        }
        store.each(Kind.WEBHOOK_ENDPOINT, (id, endpoint) -> {
            if (Json.is(endpoint, "status", "enabled")) {
                List<String> types = new ArrayList<>();
                endpoint.path("enabled_events").forEach(type -> types.add(type.asText()));
                found.add(new Endpoint(id, URI.create(Json.id(endpoint, "url")), Json.id(endpoint, "secret"), types));
            }
        });
        active = found;
    }

    void routes(Router router, Store store) {
        router.post("/v1/webhook_endpoints", (tx, request) -> create(tx, request, store));
        router.get("/v1/webhook_endpoints", (view, request) -> Answer.ok(Lists.page(view, Kind.WEBHOOK_ENDPOINT, request, Endpoints::shown)));
        router.get("/v1/webhook_endpoints/{id}", (view, request) -> Answer.ok(shown(view.fetch(Kind.WEBHOOK_ENDPOINT, request.id(), "id"))));
        router.post("/v1/webhook_endpoints/{id}", (tx, request) -> update(tx, request, store));
        router.delete("/v1/webhook_endpoints/{id}", (tx, request) -> {
            tx.fetch(Kind.WEBHOOK_ENDPOINT, request.id(), "id");
            tx.remove(Kind.WEBHOOK_ENDPOINT, request.id());
            tx.afterCommit(() -> refresh(store));
            return Answer.ok(Json.object().put("id", request.id()).put("object", "webhook_endpoint").put("deleted", true));
        });
    }

    private Answer create(Tx tx, Request request, Store store) {
        Params params = request.params().allow(FIELDS);
        ObjectNode endpoint = Json.object().put("id", Kind.WEBHOOK_ENDPOINT.newId()).put("object", "webhook_endpoint");
        endpoint.put("api_version", params.text("api_version", Events.API_VERSION)).putNull("application").put("created", tx.now);
        endpoint.putNull("description").put("livemode", false).put("secret", Ids.next("whsec_")).put("status", "enabled");
        endpoint.put("url", checkUrl(params.required("url")));
        if (!params.has("enabled_events")) {
            params.required("enabled_events");
        }
        write(endpoint, params);
        tx.put(Kind.WEBHOOK_ENDPOINT, endpoint);
        tx.afterCommit(() -> refresh(store));
        return Answer.ok(endpoint);
    }

    private Answer update(Tx tx, Request request, Store store) {
        Params params = request.params().allow(FIELDS);
        ObjectNode endpoint = tx.fetch(Kind.WEBHOOK_ENDPOINT, request.id(), "id");
        String url = params.text("url");
        if (url != null) {
            endpoint.put("url", checkUrl(url));
        }
        if (params.has("disabled")) {
            endpoint.put("status", params.flag("disabled") ? "disabled" : "enabled");
        }
        write(endpoint, params);
        tx.put(Kind.WEBHOOK_ENDPOINT, endpoint);
        tx.afterCommit(() -> refresh(store));
        return Answer.ok(shown(endpoint));
    }

    private static void write(ObjectNode endpoint, Params params) {
        if (params.has("description")) {
            endpoint.put("description", params.text("description"));
        }
        if (params.has("enabled_events")) {
            ArrayNode types = endpoint.putArray("enabled_events");
            params.list("enabled_events").forEach(types::add);
        }
        Metadata.merge(endpoint, params);
    }

    private static String checkUrl(String url) {
        if (!url.matches("https?://[^\\s/]+.*")) {
            throw ApiError.invalid("url_invalid", "Invalid URL: " + url, "url");
        }
        return url;
    }

    /** The secret is told once, when the endpoint is made. */
    private static ObjectNode shown(JsonNode endpoint) {
        ObjectNode shown = endpoint.deepCopy();
        shown.remove("secret");
        return shown;
    }
}

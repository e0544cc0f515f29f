package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of the store: Stripe's resources, and below them what the sandbox notes for itself. */
enum Kind {
    CUSTOMER("customer", "cus_"), PAYMENT_METHOD("payment_method", "pm_"), CONFIRMATION_TOKEN("confirmation_token", "ctoken_"), PAYMENT_INTENT(
            "payment_intent", "pi_"), SETUP_INTENT("setup_intent", "seti_"), CHARGE("charge", "ch_"), BALANCE_TRANSACTION("balance_transaction",
                    "txn_"), REFUND("refund", "re_"), EVENT("event", "evt_"), WEBHOOK_ENDPOINT("webhook_endpoint", "we_"),
    /** How a payment method or confirmation token behaves; shares its id. */
    WALLET("wallet", ""),
    /** The stored answer to an idempotency key. */
    IDEMPOTENCY("idempotency", ""),
    /** An event an endpoint has not acknowledged yet. */
    DELIVERY("delivery", ""),
    /** Something that happens by itself a moment later. */
    TASK("task", "");

    private static final List<String> INDEXED = List.of("customer", "payment_intent", "charge", "source", "type");
    final String label;
    final String prefix;

    Kind(String label, String prefix) {
        this.label = label;
        this.prefix = prefix;
    }

    String newId() { return Ids.next(prefix); }

    boolean isResource() { return !prefix.isEmpty(); }

    static Kind ofLabel(String label) {
        for (Kind kind : values()) {
            if (kind.label.equals(label)) {
                return kind;
            }
        }
        throw new IllegalStateException("unknown kind " + label);
    }

    static @Nullable Kind ofId(String id) {
        for (Kind kind : values()) {
            if (kind.isResource() && id.startsWith(kind.prefix)) {
                return kind;
            }
        }
        return null;
    }

    /** Under which terms lists and searches find this object. */
    List<String> terms(ObjectNode object) {
        List<String> terms = new ArrayList<>();
        if (!isResource()) {
            return terms;
        }
        for (String field : INDEXED) {
            String value = Json.text(object, field);
            if (value != null) {
                terms.add(term(field, value));
            }
        }
        if (this == PAYMENT_INTENT || this == CHARGE) {
            JsonNode metadata = object.path("metadata");
            metadata.properties().forEach(entry -> terms.add(metadataTerm(entry.getKey(), entry.getValue().asText())));
        }
        return terms;
    }

    static boolean isIndexed(String field) { return INDEXED.contains(field); }

    static String term(String field, String value) { return field + "=" + value; }

    static String metadataTerm(String key, String value) { return "metadata." + key + "=" + value; }
}

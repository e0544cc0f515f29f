package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** {@code /v1/customers}. */
final class Customers {
    private static final List<String> TEXTS = List.of("description", "email", "name", "phone");
    private static final List<String> GROUPS = List.of("address", "shipping");
    private static final Set<String> FIELDS = Set.of("description", "email", "name", "phone", "address", "shipping", "metadata", "tax_exempt",
            "preferred_locales", "invoice_settings", "payment_method");
    private final PaymentMethods methods;

    Customers(PaymentMethods methods) { this.methods = methods; }

    void routes(Router router) {
        router.post("/v1/customers", this::create);
        router.get("/v1/customers", (view, request) -> Answer.ok(Lists.page(view, Kind.CUSTOMER, request, "email")));
        router.get("/v1/customers/search", (view, request) -> Answer.ok(Search.page(view, Kind.CUSTOMER, request)));
        router.get("/v1/customers/{id}", (view, request) -> Answer.ok(view.fetch(Kind.CUSTOMER, request.id(), "id")));
        router.post("/v1/customers/{id}", this::update);
        router.delete("/v1/customers/{id}", this::delete);
        router.get("/v1/customers/{id}/payment_methods", (view, request) -> {
            live(view, request.id(), "customer");
            request.params().allow(Set.of("type", "limit", "starting_after", "ending_before", "allow_redisplay"));
            IdList ids = view.ids(Kind.PAYMENT_METHOD, Kind.term("customer", request.id()));
            return Answer.ok(Lists.page(view, Kind.PAYMENT_METHOD, request, ids, method -> Json.is(method, "customer", request.id()), it -> it));
        });
        router.get("/v1/customers/{id}/payment_methods/{id}", (view, request) -> {
            ObjectNode method = view.fetch(Kind.PAYMENT_METHOD, request.ids().get(1), "payment_method");
            if (!Json.is(method, "customer", request.id())) {
                throw ApiError.missing(Kind.PAYMENT_METHOD, request.ids().get(1), "payment_method");
            }
            return Answer.ok(method);
        });
    }

    /** @throws ApiError 404 also for a deleted customer */
    static ObjectNode live(View view, String id, String param) {
        ObjectNode customer = view.fetch(Kind.CUSTOMER, id, param);
        if (customer.path("deleted").asBoolean()) {
            throw ApiError.missing(Kind.CUSTOMER, id, param);
        }
        return customer;
    }

    private Answer create(Tx tx, Request request) {
        Params params = request.params().allow(FIELDS);
        ObjectNode customer = Json.object().put("id", Kind.CUSTOMER.newId()).put("object", "customer").putNull("address").put("balance", 0)
                .put("created", tx.now).putNull("currency").putNull("default_source").put("delinquent", false).putNull("description").putNull(
                        "discount")
                .putNull("email");
        customer.put("invoice_prefix", Ids.next("").substring(0, 8).toUpperCase(Locale.ROOT));
        customer.putObject("invoice_settings").putNull("custom_fields").putNull("default_payment_method").putNull("footer").putNull(
                "rendering_options");
        customer.put("livemode", false).putObject("metadata");
        customer.putNull("name").put("next_invoice_sequence", 1).putNull("phone").putArray("preferred_locales");
        customer.putNull("shipping").put("tax_exempt", "none").putNull("test_clock");
        tx.put(Kind.CUSTOMER, customer);
        write(tx, customer, params);
        tx.emit("customer.created", customer);
        return Answer.ok(customer);
    }

    private Answer update(Tx tx, Request request) {
        Params params = request.params().allow(FIELDS);
        ObjectNode customer = live(tx, request.id(), "id");
        ObjectNode before = customer.deepCopy();
        tx.put(Kind.CUSTOMER, customer);
        write(tx, customer, params);
        tx.emit("customer.updated", customer, changed(before, customer));
        return Answer.ok(customer);
    }

    private void write(Tx tx, ObjectNode customer, Params params) {
        TEXTS.stream().filter(params::has).forEach(field -> customer.put(field, params.text(field)));
        GROUPS.stream().filter(params::has).forEach(group -> {
            Params given = params.nested(group);
            customer.set(group, given.isEmpty() ? null : given.json());
        });
        if (params.has("tax_exempt")) {
            customer.put("tax_exempt", params.choice("tax_exempt", "none", Set.of("none", "exempt", "reverse")));
        }
        if (params.has("preferred_locales")) {
            ArrayNode locales = customer.putArray("preferred_locales");
            params.list("preferred_locales").forEach(locales::add);
        }
        Metadata.merge(customer, params);
        String attached = params.text("payment_method");
        if (attached != null) {
            ObjectNode method = methods.resolve(tx, attached, "payment_method");
            methods.attach(tx, method, Json.id(customer));
        }
        Params settings = params.nested("invoice_settings").allow(Set.of("default_payment_method"));
        if (settings.has("default_payment_method")) {
            String chosen = settings.text("default_payment_method");
            if (chosen != null && !Json.is(tx.fetch(Kind.PAYMENT_METHOD, chosen, settings.path("default_payment_method")), "customer",
                    Json.id(customer))) {
                throw ApiError.invalid("resource_missing", "The customer has no payment method " + chosen + ": attach it first.", settings.path(
                        "default_payment_method"));
            }
            customer.withObject("/invoice_settings").put("default_payment_method", chosen);
        }
    }

    private Answer delete(Tx tx, Request request) {
        ObjectNode customer = live(tx, request.id(), "id");
        tx.emit("customer.deleted", customer);
        IdList ids = tx.ids(Kind.PAYMENT_METHOD, Kind.term("customer", request.id()));
        for (int i = 0; i < ids.size(); i++) {
            ObjectNode method = tx.find(Kind.PAYMENT_METHOD, ids.get(i));
            if (method != null && Json.is(method, "customer", request.id())) {
                methods.detach(tx, method);
            }
        }
        ObjectNode gone = Json.object().put("id", request.id()).put("object", "customer").put("deleted", true);
        tx.put(Kind.CUSTOMER, gone);
        return Answer.ok(gone);
    }

    /** The old values of what differs. */
    static ObjectNode changed(ObjectNode before, ObjectNode after) {
        ObjectNode changed = Json.object();
        before.properties().forEach(field -> {
            if (!field.getValue().equals(after.get(field.getKey()))) {
                changed.set(field.getKey(), field.getValue());
            }
        });
        return changed;
    }
}

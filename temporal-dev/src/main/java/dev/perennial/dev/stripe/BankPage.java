package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Objects;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

/** The page of the card holder's bank: {@code GET /3ds/{intent}} asks, {@code POST} with {@code result=success|fail} answers. */
final class BankPage {
    private static final String PAGE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Test bank: confirm payment</title>
            <style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:30rem;margin:4rem auto;padding:0 1rem}
            button{font:inherit;padding:.6rem 1.2rem;margin:.5rem .5rem 0 0}</style></head>
            <body><main><h1>Test bank</h1><p>%s</p>%s</main></body>
            </html>
            """;
    private static final String FORM = """
            <form method="post"><button name="result" value="success">Complete authentication</button>
            <button name="result" value="fail">Fail authentication</button></form>""";
    private final Store store;
    private final Events events;
    private final PaymentIntents payments;
    private final SetupIntents setups;

    BankPage(Store store, Events events, PaymentIntents payments, SetupIntents setups) {
        this.store = store;
        this.events = events;
        this.payments = payments;
        this.setups = setups;
    }

    void serve(Exchange exchange) throws IOException {
        String id = exchange.path().substring("/3ds/".length());
        Kind kind = Kind.ofId(id);
        ObjectNode intent = kind == Kind.PAYMENT_INTENT || kind == Kind.SETUP_INTENT ? store.find(kind, id) : null;
        if (intent == null) {
            exchange.html(404, PAGE.formatted("There is nothing to confirm here.", ""));
        } else if (exchange.method().equals("POST")) {
            answer(exchange, Objects.requireNonNull(kind), id);
        } else {
            boolean waits = Json.is(intent, "status", "requires_action");
            String what = kind == Kind.SETUP_INTENT
                    ? "Save this card for later payments?"
                    : "Confirm a payment of " + intent.path("amount").asLong()
                            + " " + Json.id(intent, "currency") + " (in its smallest unit)?";
            exchange.html(200, PAGE.formatted(waits ? what : "This was answered already.", waits ? FORM : ""));
        }
    }

    private void answer(Exchange exchange, Kind kind, String id) throws IOException {
        String result;
        try {
            result = Params.parse(exchange.body().isEmpty() ? exchange.query() : exchange.body()).text("result", "");
        } catch (ApiError no) {
            exchange.json(no.answer());
            return;
        }
        if (!result.equals("success") && !result.equals("fail")) {
            exchange.html(400, PAGE.formatted("The answer must be result=success or result=fail.", FORM));
            return;
        }
        ObjectNode before = store.fetch(kind, id, "intent");
        String returnUrl = Json.text(before.path("next_action").path("redirect_to_url"), "return_url");
        ObjectNode after = store.transact(new Tx(store, events, Tx.Origin.ITSELF), tx -> {
            ObjectNode intent = tx.fetch(kind, id, "intent");
            if (kind == Kind.SETUP_INTENT) {
                setups.authenticated(tx, intent, result.equals("success"));
            } else {
                payments.authenticated(tx, intent, result.equals("success"));
            }
            return intent;
        });
        boolean done = Json.is(after, "status", "succeeded") || Json.is(after, "status", "requires_capture");
        if (returnUrl == null) {
            exchange.html(200, PAGE.formatted(done ? "Done. You can close this page." : "The authentication failed. You can close this page.", ""));
        } else {
            exchange.redirect(back(returnUrl, kind, after, done));
        }
    }

    private static String back(String returnUrl, Kind kind, ObjectNode intent, boolean done) {
        int hash = returnUrl.indexOf('#');
        String fragment = hash < 0 ? "" : returnUrl.substring(hash);
        String url = hash < 0 ? returnUrl : returnUrl.substring(0, hash);
        String query = kind.label + "=" + Json.id(intent) + "&" + kind.label + "_client_secret=" + encode(Json.id(intent, "client_secret"), UTF_8)
                + "&redirect_status="
                + (done ? "succeeded" : "failed");
        return url + (url.contains("?") ? "&" : "?") + query + fragment;
    }
}

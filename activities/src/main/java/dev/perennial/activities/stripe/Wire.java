package dev.perennial.activities.stripe;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.stripe.exception.ApiConnectionException;
import com.stripe.net.HttpURLConnectionClient;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import dev.perennial.activities.payment.ProcessorBusy;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request over the wire, within what the account allows. Only what Stripe itself says about the request is an answer. All else is none, and the same key
 * finds out later: a gateway's error, a 409 (the first request under the key still runs), a page or half an object in place of what was asked for.
 */
final class Wire extends HttpURLConnectionClient {
    private static final int OK = 200;
    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;
    private static final Set<Integer> REFUSALS = Set.of(400, 401, 402, 403, 404);

    private final RequestBudget budget;

    Wire(RequestBudget budget) { this.budget = budget; }

    @Override
    public StripeResponse request(StripeRequest request) throws ApiConnectionException {
        budget.take();
        StripeResponse response = super.request(request);
        int status = response.code();
        if (status == TOO_MANY) {
            throw new ProcessorBusy("the payment processor has too many requests of ours");
        }
        JsonObject body = object(response.body());
        boolean isAnswer = status == OK
                ? body != null && body.has("object")
                : body != null && body.get("error") instanceof JsonObject && (status == SERVER_ERROR || REFUSALS.contains(status));
        if (isAnswer) {
            return response;
        }
        if (status == SERVER_ERROR) { // Whatever it looks like: the key may be spent.
            return new StripeResponse(status, response.headers(), "{\"error\":{\"type\":\"api_error\"}}");
        }
        throw new ApiConnectionException("HTTP " + status + " is no answer to " + request.method() + " " + request.url().getPath());
    }

    private static @Nullable JsonObject object(@Nullable String body) {
        if (body == null) {
            return null;
        }
        try {
            JsonElement read = JsonParser.parseString(body);
            return read instanceof JsonObject object ? object : null;
        } catch (JsonParseException _) {
            return null;
        }
    }
}

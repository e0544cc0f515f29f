package dev.perennial.api.subscription;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.metadataMap;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.command.Arguments;
import dev.perennial.api.field.NotOffered;
import dev.perennial.api.platform.input.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a merchant wants of a subscription: the body's keys tell which command it is, and keys of two commands don't go together (spec 03 §6).
 *
 * @param kind the command
 */
record SubscriptionChange(String kind, Arguments arguments) {
    static final Map<String, String> REASONS = named("customer_service", "low_quality", "missing_features", "switched_service", "too_complex",
            "too_expensive", "unused", "other");
    private static final String CANCEL = "cancel_at_period_end";
    private static final String REVOKE = "revoke";
    private static final String METADATA = "metadata";

    static Supplier<SubscriptionChange> read(Fields in) {
        in.closed();
        var ending = in.ifSent(CANCEL, bool());
        var revoke = in.ifSent(REVOKE, bool().described("const", true));
        var metadata = in.ifSent(METADATA, metadataMap());
        var reason = in.optional("customer_cancellation_reason", oneOf(REASONS));
        var comment = in.optional("customer_cancellation_comment", text().blankAsNull());
        NotOffered.refuse(in, "product_id", "discount_id", "trial_end", "proration_behavior", "seats", "current_billing_period_end",
                "pause_at_period_end",
                "resumes_at", "resume", "pending_update");
        refuseMixture(in, ending, revoke, metadata);
        if (ending.isEmpty() && revoke.isEmpty()) {
            refuseReasons(in);
        }
        Arguments why = new Arguments().with("reason", reason).with("comment", comment);
        return () -> {
            if (ending.isPresent()) {
                return new SubscriptionChange(ending.get() ? CANCEL : "uncancel", why);
            }
            // An empty body changes nothing, and is told to subscribers of webhooks like any update.
            return revoke.isPresent()
                    ? new SubscriptionChange(REVOKE, why)
                    : new SubscriptionChange("update_metadata", new Arguments().with(METADATA, metadata));
        };
    }

    private static void refuseMixture(Fields in, Optional<Boolean> ending, Optional<Boolean> revoke, Optional<?> metadata) {
        if (revoke.isPresent() && !revoke.get()) {
            in.refuse(REVOKE, "literal_error", "Input should be True");
        }
        if (ending.isPresent() && (revoke.isPresent() || metadata.isPresent())) {
            in.refuse(CANCEL, "extra_forbidden", "Extra inputs are not permitted");
        } else if (revoke.isPresent() && metadata.isPresent()) {
            in.refuse(METADATA, "extra_forbidden", "Extra inputs are not permitted");
        }
    }

    /** Only who leaves has reasons. */
    private static void refuseReasons(Fields in) {
        for (String why : List.of("customer_cancellation_reason", "customer_cancellation_comment")) {
            if (in.has(why)) {
                in.refuse(why, "extra_forbidden", "Extra inputs are not permitted");
            }
        }
    }

    static Map<String, String> named(String... names) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String name : names) {
            byName.put(name, name);
        }
        return byName;
    }
}

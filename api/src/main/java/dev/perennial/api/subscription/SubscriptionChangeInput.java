package dev.perennial.api.subscription;

import static dev.perennial.api.platform.input.Values.anyJson;
import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.metadataMap;
import static dev.perennial.api.platform.input.Values.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.field.NotOffered;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What a merchant wants of a subscription: one thing at a time, told apart by the fields that are sent (spec 03 §6). */
sealed interface SubscriptionChangeInput {
    /** It is to end with its period, or not to end after all. */
    record AtPeriodEnd(boolean cancel, Why why) implements SubscriptionChangeInput {}

    /** It is to end at once. */
    record Revoke(Why why) implements SubscriptionChangeInput {}

    /** Its own fields change; nothing that was not sent. */
    record Fieldwise(Optional<Map<String, Object>> metadata) implements SubscriptionChangeInput {}

    /** What the customer says about leaving. */
    record Why(Optional<String> reason, Optional<String> comment) {
        static Why read(Fields in) {
            return new Why(in.optional(REASON, Types.CANCELLATION_REASON), in.optional(COMMENT, text()));
        }
    }

    String AT_PERIOD_END = "cancel_at_period_end";
    String REVOKE = "revoke";
    String REASON = "customer_cancellation_reason";
    String COMMENT = "customer_cancellation_comment";
    String[] OF_OTHER_CHANGES = {"seats", "current_billing_period_end", "pause_at_period_end", "resumes_at", "resume", "pending_update"};

    static SubscriptionChangeInput of(Body body) {
        JsonNode sent = body.read(anyJson());
        if (sent.has(AT_PERIOD_END)) {
            return body.read(in -> atPeriodEnd(only(in, sent, Set.of(AT_PERIOD_END, REASON, COMMENT))));
        }
        return sent.has(REVOKE)
                ? body.read(in -> revoke(only(in, sent, Set.of(REVOKE, REASON, COMMENT))))
                : body.read(in -> fieldwise(only(in, sent, Set.of("metadata", "product_id", "proration_behavior", "discount_id", "trial_end"))));
    }

    private static Supplier<AtPeriodEnd> atPeriodEnd(Fields in) {
        var cancel = in.required(AT_PERIOD_END, bool());
        Why why = Why.read(in);
        return () -> new AtPeriodEnd(cancel.get(), why);
    }

    private static Supplier<Revoke> revoke(Fields in) {
        in.required(REVOKE, bool().must(yes -> yes, "only true is possible here."));
        Why why = Why.read(in);
        return () -> new Revoke(why);
    }

    private static Supplier<Fieldwise> fieldwise(Fields in) {
        NotOffered.refuse(in, "product_id", "proration_behavior", "discount_id", "trial_end");
        var metadata = in.ifSent("metadata", metadataMap());
        return () -> new Fieldwise(metadata);
    }

    /** A change with fields of another one is no change anybody could have meant. */
    private static Fields only(Fields in, JsonNode sent, Set<String> known) {
        Set<String> others = new TreeSet<>();
        sent.fieldNames().forEachRemaining(others::add);
        others.removeAll(known);
        for (String other : others) {
            boolean elsewhere = Set.of(OF_OTHER_CHANGES).contains(other);
            in.refuse(other, elsewhere && sent.size() == 1 ? "value_error" : "extra_forbidden",
                    elsewhere && sent.size() == 1 ? "This is not available here." : "This field does not belong to this change.");
        }
        return in;
    }
}

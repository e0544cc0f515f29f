package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why an issuer says no, by Stripe's decline code. */
record Decline(String declineCode) {
    static final Decline AUTHENTICATION_REQUIRED = new Decline("authentication_required");
    /** These decline codes are error codes of their own; all others come as {@code card_declined}. */
    private static final Set<String> OWN_CODE = Set.of("expired_card", "incorrect_cvc", "processing_error", "incorrect_number",
            "authentication_required");
    private static final Set<String> NEVER_AGAIN = Set.of("lost_card", "stolen_card", "pickup_card", "fraudulent", "restricted_card");
    private static final Set<String> CHECK_DATA = Set.of("expired_card", "incorrect_cvc", "incorrect_number");
    private static final Map<String, String> MESSAGES = Map.of("insufficient_funds", "The card has too little money for this.", "lost_card",
            "The card was declined.", "stolen_card", "The card was declined.", "expired_card", "The card has expired.", "incorrect_cvc",
            "The security code of the card is wrong.", "processing_error", "The card could not be processed just now. Try again soon.",
            "card_velocity_exceeded", "The card was used too often or for too much in a short time.", "authentication_required",
            "The card's holder has to authenticate this payment.", "incorrect_number", "The card number is wrong.");

    String code() { return OWN_CODE.contains(declineCode) ? declineCode : "card_declined"; }

    String message() { return MESSAGES.getOrDefault(declineCode, "The card was declined."); }

    String adviceCode() {
        if (NEVER_AGAIN.contains(declineCode)) {
            return "do_not_try_again";
        }
        return CHECK_DATA.contains(declineCode) ? "confirm_card_data" : "try_again_later";
    }

    private @Nullable String param() {
        return switch (declineCode) {
            case "incorrect_cvc" -> "cvc";
            case "expired_card" -> "exp_month";
            case "incorrect_number" -> "number";
            default -> null;
        };
    }

    /** The error object; the caller adds what it was about. */
    ObjectNode error() {
        ObjectNode error = Json.object().put("type", "card_error").put("code", code()).put("decline_code", declineCode).put("advice_code",
                adviceCode()).put("doc_url", "https://stripe.com/docs/error-codes/" + code().replace('_', '-')).put("message", message());
        String param = param();
        return param == null ? error : error.put("param", param);
    }
}

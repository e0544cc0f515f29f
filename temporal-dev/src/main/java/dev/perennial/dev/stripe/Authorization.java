package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What the issuer of a card decides. Pure: the card, what is known of the saved method, and the attempt tell everything. */
sealed interface Authorization {
    /**
     * Yes.
     *
     * @param authentication how the holder was authenticated: {@code challenge}, {@code frictionless}, or null when not at all
     */
    record Approved(@Nullable String authentication) implements Authorization {}

    record Declined(Decline reason) implements Authorization {}

    record NeedsAuthentication() implements Authorization {}

    /**
     * An attempt to charge or to save a card.
     *
     * @param charges whether money is to move; otherwise the card is only saved
     * @param offSession whether the holder is absent
     * @param authenticated whether the holder has just passed 3-D Secure for this
     * @param request what the merchant asks of 3-D Secure: {@code automatic}, {@code any} or {@code challenge}
     */
    record Attempt(boolean charges, boolean offSession, boolean authenticated, String request) {
        Attempt afterAuthentication() { return new Attempt(charges, offSession, true, request); }
    }

    /**
     * Asks the issuer.
     *
     * @param wallet the sandbox's notes on the payment method: its card, whether it was set up, an outcome ordered by a test
     */
    static Authorization decide(ObjectNode wallet, Attempt attempt) {
        Card card = Cards.stored(Json.id(wallet, "card"));
        String ordered = wallet.path("outcome").path("outcome").asText("");
        return switch (ordered) {
            case "decline" -> new Declined(new Decline(Json.id(wallet.path("outcome"), "decline_code")));
            case "success" -> new Approved(null);
            case "authentication_required" -> attempt.authenticated ? new Approved("challenge") : absentOrAsked(attempt);
            default -> byCard(card, wallet.path("set_up").asBoolean(), attempt);
        };
    }

    private static Authorization byCard(Card card, boolean setUp, Attempt attempt) {
        if (!attempt.authenticated && wantsAuthentication(card.secure(), setUp, attempt)) {
            return absentOrAsked(attempt);
        }
        String no = attempt.charges ? card.charging() : card.saving();
        if (no != null) {
            return new Declined(new Decline(no));
        }
        if (attempt.authenticated) {
            return new Approved("challenge");
        }
        boolean attempted = !attempt.offSession && !attempt.request.equals("automatic") && card.secure() != Card.Secure.NONE;
        return new Approved(attempted ? "frictionless" : null);
    }

    private static boolean wantsAuthentication(Card.Secure secure, boolean setUp, Attempt attempt) {
        boolean requested = !attempt.offSession && !attempt.request.equals("automatic");
        return switch (secure) {
            case NONE -> false;
            case SUPPORTED -> requested && attempt.request.equals("challenge");
            case OPTIONAL -> requested;
            case REQUIRED, UNLESS_SET_UP -> !attempt.offSession || !setUp;
            case SET_UP -> attempt.charges && !attempt.offSession;
            case ALWAYS -> true;
        };
    }

    private static Authorization absentOrAsked(Attempt attempt) {
        return attempt.offSession ? new Declined(Decline.AUTHENTICATION_REQUIRED) : new NeedsAuthentication();
    }
}

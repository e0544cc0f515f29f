package dev.perennial.core.mail;

import java.util.Locale;
import java.util.Set;

/**
 * The mails there are, and the values each is made of. Wording and layout are files of this name beside the mailer.
 */
public enum MailTemplate {
    /** A one-time code for somebody who signs in; {@code minutes} is how long it is good for. */
    SIGN_IN_CODE(Reach.ANYBODY, "code", "minutes"),
    /** An invitation into an organization's staff; {@code url} is where it is accepted. */
    STAFF_INVITATION(Reach.ANYBODY, "organization", "inviter", "url"),
    /** Nothing got through to a webhook endpoint; {@code url} is the endpoint's. */
    WEBHOOK_ENDPOINT_DISABLED(Reach.STAFF_OF_SANDBOX, "organization", "url");

    private enum Reach {
        ANYBODY, STAFF_OF_SANDBOX
    }

    private final Reach reach;
    @SuppressWarnings("ImmutableEnumChecker") // What Set.of makes does not change.
    private final Set<String> needs;

    MailTemplate(Reach reach, String... needs) {
        this.reach = reach;
        this.needs = Set.of(needs);
    }

    /** The name in the table and of the files. */
    public String wire() { return name().toLowerCase(Locale.ROOT); }

    public static MailTemplate of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT)); }

    /** The names of the values the template needs. */
    public Set<String> needs() { return needs; }

    /** Whether a sandbox sends it to strangers too: who signs in or is invited is nobody's user yet (spec 06 §10.1). */
    public boolean leavesSandbox() {
        return reach == Reach.ANYBODY;
    }
}

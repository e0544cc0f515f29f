package dev.perennial.core.mail;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A mail whose turn it is.
 *
 * @param attempts how many attempts there were before
 * @param takenUntil until when it is nobody else's; what comes of it later counts only if it was sent
 * @param recipientIsStaff whether the recipient belongs to the staff of its organization, or of any when it is about none
 */
public record OutgoingMail(UUID id, Instant createdAt, MailTemplate template, String recipient, boolean recipientIsStaff, Map<String, String> values,
        int attempts, Instant takenUntil) {

    public OutgoingMail { values = Map.copyOf(values); }

    /** Whether a sandbox keeps the mail to itself: its recipient has nothing to do with the people who try things out there (spec 06 §10.1). */
    public boolean isWithheldInSandbox() {
        return !template.leavesSandbox() && !recipientIsStaff;
    }

    /** Neither values nor recipient: a code or an address must not get into a log by accident. */
    @Override
    public String toString() { return "mail " + id + " (" + template.wire() + ") after " + attempts + " attempts"; }
}

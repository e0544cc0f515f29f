package dev.perennial.core.mail;

import java.util.Map;
import java.util.UUID;

/**
 * Where mails are posted, in the transaction that is their reason: it is rolled back, and there is no mail. The worker sends them after the commit, at least
 * once, always with the same {@code Message-ID}.
 */
public interface Mailbox {
    /**
     * Posts a mail about no particular organization.
     *
     * @param values exactly those the template names; erased when the mail is sent, and never logged
     * @param idempotencyKey names the occasion: a second mail of the same key isn't posted
     * @throws IllegalStateException outside of a transaction
     * @throws IllegalArgumentException when a value is missing or unknown to the template
     */
    void send(MailTemplate template, String recipient, Map<String, String> values, String idempotencyKey);

    /** Posts a mail in the name of an organization: from a sandbox it only reaches that organization's staff. */
    void send(UUID organizationId, MailTemplate template, String recipient, Map<String, String> values, String idempotencyKey);

    /** Posts one mail to each member of an organization's staff; the recipient completes the key. */
    void sendToStaff(UUID organizationId, MailTemplate template, Map<String, String> values, String idempotencyKey);
}

package dev.perennial.core.mail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Mails on their way. */
public interface MailQueue {
    /** How long a mail that was taken is left alone: longer than an attempt takes. */
    Duration TAKEN_FOR = Duration.ofMinutes(2);

    /** Takes mails that are due, the longest waiting first. One whose attempt is never recorded is due again after {@link #TAKEN_FOR}. */
    List<OutgoingMail> take(Instant now, int limit);

    /** Writes an attempt and its consequence down. A mail that somebody else has completed meanwhile stays completed. */
    void record(MailAttempt attempt);

    /** When the next mail is due. */
    Optional<Instant> nextDueAt();
}

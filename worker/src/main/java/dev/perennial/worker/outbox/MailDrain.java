package dev.perennial.worker.outbox;

import dev.perennial.core.mail.MailAttempt;
import dev.perennial.core.mail.MailQueue;
import dev.perennial.core.mail.OutgoingMail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends mails that are due, a few at a time. A mail is written down as sent after the mail server has accepted it: a crash in between sends it again. */
final class MailDrain implements Drain {
    private static final Logger LOG = LoggerFactory.getLogger(MailDrain.class);
    private static final int AT_ONCE = 8;
    private static final Duration POLL = Duration.ofSeconds(1);

    private final MailQueue queue;
    private final Function<OutgoingMail, MailAttempt> mailer;
    private final Clock clock;

    MailDrain(MailQueue queue, Function<OutgoingMail, MailAttempt> mailer, Clock clock) {
        this.queue = queue;
        this.mailer = mailer;
        this.clock = clock;
    }

    @Override
    public String name() { return "mails"; }

    @Override
    public Duration drain() {
        List<OutgoingMail> due = queue.take(clock.instant(), AT_ONCE);
        try (ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(mail -> sending.execute(() -> send(mail)));
        }
        return due.size() == AT_ONCE ? Duration.ZERO : queue.nextDueAt().map(this::untilAfter).orElse(POLL);
    }

    /** A mail that fails in another way than at the mail server has a defect of its own: it waits like the others and doesn't hold them back. */
    private void send(OutgoingMail mail) {
        MailAttempt attempt;
        try {
            attempt = mailer.apply(mail);
        } catch (Term.Over _) {
            return; // It is due again when it was taken for long enough, and the next leader's.
        } catch (RuntimeException failed) {
            LOG.error("{} cannot be sent, trying again later: {}", mail, failed.getClass().getName());
            attempt = new MailAttempt(mail, clock.instant(), new MailAttempt.Result.Unavailable(failed.getClass().getName()));
        }
        try {
            queue.record(attempt);
        } catch (RuntimeException failed) {
            LOG.error("{} may be sent twice: its attempt could not be recorded", mail, failed);
        }
    }

    private Duration untilAfter(Instant due) {
        Duration wait = Duration.between(clock.instant(), due).plusMillis(1);
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}

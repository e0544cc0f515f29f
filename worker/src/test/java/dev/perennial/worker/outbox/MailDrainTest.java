package dev.perennial.worker.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.mail.MailAttempt;
import dev.perennial.core.mail.MailAttempt.Result;
import dev.perennial.core.mail.MailQueue;
import dev.perennial.core.mail.MailTemplate;
import dev.perennial.core.mail.Mailbox;
import dev.perennial.core.mail.OutgoingMail;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MailDrainTest {
    @AutoClose
    final Installation installation = new Installation();
    private final MailQueue queue = installation.get(MailQueue.class);
    private final List<UUID> sent = new CopyOnWriteArrayList<>();

    private MailDrain drain(Duration later, Function<OutgoingMail, Result> mailer) {
        Clock clock = Clock.offset(Clock.systemUTC(), later);
        return new MailDrain(queue, mail -> {
            sent.add(mail.id());
            return new MailAttempt(mail, clock.instant(), mailer.apply(mail));
        }, clock);
    }

    private void post(int mails) {
        installation.inTransaction(() -> IntStream.range(0, mails).forEach(number -> installation.get(Mailbox.class).send(MailTemplate.SIGN_IN_CODE,
                number + "@example.com", Map.of("code", "ABC123", "minutes", "30"), "code/" + UUID.randomUUID())));
    }

    private long mails(String state) { return installation.count("mail where state = '" + state + "'"); }

    private static void runUntilIdle(MailDrain drain) {
        for (int pass = 0; pass < 100; pass++) {
            if (!drain.drain().isZero()) {
                return;
            }
        }
        throw new AssertionError("never idle");
    }

    @Test
    void sendsEachMailOnce() {
        post(20);
        MailDrain drain = drain(Duration.ZERO, _ -> new Result.Accepted());
        runUntilIdle(drain);
        runUntilIdle(drain);

        assertThat(sent).hasSize(20).doesNotHaveDuplicates();
        assertThat(mails("sent")).isEqualTo(20);
    }

    @Test
    void aMailThatCannotBeSentHoldsNobodyBackAndIsTriedAgain() {
        post(10);
        runUntilIdle(drain(Duration.ZERO, mail -> {
            if (mail.recipient().startsWith("3@")) {
                throw new IllegalStateException("a template of its own");
            }
            return mail.recipient().startsWith("4@") ? new Result.Unavailable("busy") : new Result.Accepted();
        }));
        assertThat(mails("sent")).isEqualTo(8);
        assertThat(mails("queued")).isEqualTo(2);

        runUntilIdle(drain(Duration.ofSeconds(11), _ -> new Result.Accepted()));
        assertThat(mails("sent")).isEqualTo(10);
        assertThat(sent).hasSize(12);
    }

    @Test // LIV-4
    void aLeaderWhoseTermIsOverSendsNothingOfWhatItHasTaken() {
        post(3);
        new MailDrain(queue, new Term().within(mail -> {
            sent.add(mail.id());
            return new MailAttempt(mail, Instant.now(), new Result.Accepted());
        }), Clock.systemUTC()).drain();
        assertThat(sent).isEmpty();
        runUntilIdle(drain(MailQueue.TAKEN_FOR.plusSeconds(1), _ -> new Result.Accepted()));
        assertThat(sent).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void aMailWhoseSenderWasKilledIsSentAgainUnderItsOwnId() {
        post(1);
        UUID lost = queue.take(Instant.now(), 10).getFirst().id(); // Taken, perhaps sent, never recorded.

        runUntilIdle(drain(Duration.ZERO, _ -> new Result.Accepted()));
        assertThat(sent).isEmpty();
        runUntilIdle(drain(MailQueue.TAKEN_FOR.plusSeconds(1), _ -> new Result.Accepted()));
        assertThat(sent).containsExactly(lost);
        assertThat(mails("sent")).isEqualTo(1);
    }
}

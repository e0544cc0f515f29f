package dev.perennial.core.mail.persistence;

import static dev.perennial.core.persistence.Shop.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perennial.core.mail.MailAttempt;
import dev.perennial.core.mail.MailAttempt.Result;
import dev.perennial.core.mail.MailQueue;
import dev.perennial.core.mail.MailTemplate;
import dev.perennial.core.mail.Mailbox;
import dev.perennial.core.mail.OutgoingMail;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcMailQueueTest {
    private static final TestDatabase DATABASE = new TestDatabase();
    private static final Map<String, String> CODE = Map.of("code", "ABC123", "minutes", "30");
    private static final Map<String, String> DISABLED = Map.of("organization", "Acme", "url", "https://example.com");

    private final Mailbox mailbox = DATABASE.get(Mailbox.class);
    private final MailQueue queue = DATABASE.get(MailQueue.class);

    @AfterEach
    void empty() {
        DATABASE.sql().update("delete from mail");
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private record Row(String state, int attempts, boolean erased, String error) {}

    private static Row row(UUID id) {
        return DATABASE.sql().one(
                "select state, attempts, template_values is null as erased, coalesce(last_error, '') as error from mail where id = ?",
                row -> new Row(row.text("state"), row.integer("attempts"), row.flag("erased"), row.text("error")), id);
    }

    private List<OutgoingMail> take() { return queue.take(Instant.now(), 10); }

    private void sendCode(String recipient, String key) {
        DATABASE.inTransaction(() -> mailbox.send(MailTemplate.SIGN_IN_CODE, recipient, CODE, key));
    }

    @Test
    void postsOneMailPerOccasion() {
        sendCode("ann@example.com", "code/1");
        sendCode("ann@example.com", "code/1");
        sendCode("ann@example.com", "code/2");

        assertThat(take()).hasSize(2).allSatisfy(mail -> assertThat(mail.values()).isEqualTo(CODE));
    }

    @Test
    void postsWithTheTransactionOrNotAtAll() {
        assertThatThrownBy(() -> DATABASE.inTransaction(() -> {
            mailbox.send(MailTemplate.SIGN_IN_CODE, "ann@example.com", CODE, "code/1");
            throw new IllegalStateException("rolled back");
        })).hasMessage("rolled back");
        assertThatThrownBy(() -> mailbox.send(MailTemplate.SIGN_IN_CODE, "ann@example.com", CODE, "code/1")).hasMessageContaining("transaction");
        assertThatThrownBy(() -> DATABASE.inTransaction(() -> mailbox.send(MailTemplate.SIGN_IN_CODE, "ann@example.com", Map.of("code", "X"), "k")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("minutes");

        assertThat(take()).isEmpty();
    }

    @Test
    void erasesWhatAMailIsMadeOfWhenItIsDone() {
        sendCode("ann@example.com", "code/1");
        OutgoingMail mail = take().getFirst();

        queue.record(new MailAttempt(mail, Instant.now(), new Result.Unavailable("no server")));
        assertThat(row(mail.id())).isEqualTo(new Row("queued", 1, false, "no server"));
        queue.record(new MailAttempt(mail, Instant.now(), new Result.Accepted()));
        assertThat(row(mail.id())).isEqualTo(new Row("sent", 2, true, ""));
        queue.record(new MailAttempt(mail, Instant.now(), new Result.Rejected("too late")));
        assertThat(row(mail.id())).isEqualTo(new Row("sent", 2, true, ""));
    }

    @Test // LIV-4
    void whatCameOfAMailThatSomebodyElseHasTakenMeanwhileCountsOnlyIfItWasSent() {
        sendCode("ann@example.com", "code/1");
        OutgoingMail stale = take().getFirst();
        OutgoingMail current = queue.take(Instant.now().plus(MailQueue.TAKEN_FOR), 10).getFirst();

        queue.record(new MailAttempt(stale, Instant.now(), new Result.Unavailable("thawed")));
        queue.record(new MailAttempt(stale, Instant.now(), new Result.Rejected("thawed")));
        assertThat(row(current.id())).isEqualTo(new Row("queued", 0, false, ""));
        assertThat(queue.nextDueAt()).contains(current.takenUntil());
        queue.record(new MailAttempt(stale, Instant.now(), new Result.Accepted()));
        assertThat(row(current.id()).state()).isEqualTo("sent");
    }

    @Test
    void leavesATakenMailAloneForAWhile() {
        sendCode("ann@example.com", "code/1");

        UUID id = take().getFirst().id();
        assertThat(take()).isEmpty();
        assertThat(queue.nextDueAt()).hasValueSatisfying(due -> assertThat(due).isAfter(Instant.now().plusSeconds(60)));
        assertThat(queue.take(Instant.now().plus(MailQueue.TAKEN_FOR), 10)).extracting(OutgoingMail::id).containsExactly(id);
    }

    @Test
    void knowsTheStaffOfAnOrganizationAndWritesToEachOnce() {
        UUID acme = new Shop(DATABASE).organization().id();
        UUID other = new Shop(DATABASE).organization().id();
        member(acme, "Owner@Example.com", "owner");
        member(acme, "ann@example.com", "member");
        member(other, "bob@example.com", "owner");
        DATABASE.inTransaction(() -> {
            mailbox.sendToStaff(acme, MailTemplate.WEBHOOK_ENDPOINT_DISABLED, DISABLED, "disabled/1");
            mailbox.sendToStaff(acme, MailTemplate.WEBHOOK_ENDPOINT_DISABLED, DISABLED, "disabled/1");
            mailbox.send(acme, MailTemplate.WEBHOOK_ENDPOINT_DISABLED, "owner+test@example.COM", DISABLED, "to/1");
            mailbox.send(acme, MailTemplate.WEBHOOK_ENDPOINT_DISABLED, "bob@example.com", DISABLED, "to/2");
            mailbox.send(MailTemplate.WEBHOOK_ENDPOINT_DISABLED, "bob+x@example.com", DISABLED, "to/3");
        });

        assertThat(take()).extracting(OutgoingMail::recipient, OutgoingMail::isWithheldInSandbox).containsExactlyInAnyOrder(
                tuple("Owner@Example.com", false), tuple("ann@example.com", false), tuple("owner+test@example.COM", false),
                tuple("bob@example.com", true), tuple("bob+x@example.com", false));
    }

    private static void member(UUID organization, String email, String role) {
        UUID user = UUID.randomUUID();
        DATABASE.sql().insert("user_account", "id, created_at, email", user, NOW, email);
        DATABASE.sql().insert("organization_member", "organization_id, user_id, role, created_at", organization, user, role, NOW);
    }
}

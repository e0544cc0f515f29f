package dev.perennial.core.command.persistence;

import static dev.perennial.core.persistence.Shop.REAL_NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.command.Command;
import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.SqlFailure.DuplicateKey;
import dev.perennial.core.persistence.TestDatabase;
import dev.perennial.core.time.RealInstant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class JdbcCommandsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Commands commands = database.get(Commands.class);
    final UUID organization = new Shop(database).organization().id();

    private Command given(RealInstant at) {
        Command command = new Command(UUID.randomUUID(), at, "revoke", "subscription", UUID.randomUUID(), organization, "user:1",
                Map.of("reason", "unused", "nested", List.of(1, 2)), null);
        commands.insert(command);
        return command;
    }

    private static Command finished(Command it, Outcome outcome) {
        return new Command(it.id(), it.createdAt(), it.kind(), it.aggregate(), it.aggregateId(), it.organizationId(), it.caller(), null, outcome);
    }

    @Test
    void readsWhatWasWritten() {
        Command command = given(REAL_NOW);
        assertThat(commands.get(command.id())).isEqualTo(command);
        assertThatThrownBy(() -> commands.insert(command)).isInstanceOf(DuplicateKey.class);
        assertThatThrownBy(() -> commands.insert(finished(command, Outcome.APPLIED))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isGivenOnceByOneId() {
        Command command = new Command(UUID.randomUUID(), REAL_NOW, "revoke", "subscription", UUID.randomUUID(), organization, "user:1", Map.of(),
                null);
        assertThat(commands.insertOrFind(command)).isEmpty();
        assertThat(commands.insertOrFind(command)).contains(command);
        commands.finish(command.id(), Outcome.APPLIED, REAL_NOW);
        assertThat(commands.insertOrFind(command)).contains(finished(command, Outcome.APPLIED));
        Command other = new Command(command.id(), REAL_NOW, "uncancel", "subscription", command.aggregateId(), organization, "user:1", Map.of(),
                null);
        assertThatThrownBy(() -> commands.insertOrFind(other)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsTheOutcomeAndForgetsTheBody() {
        Command applied = given(REAL_NOW);
        commands.finish(applied.id(), Outcome.APPLIED, REAL_NOW);
        assertThat(commands.get(applied.id())).isEqualTo(finished(applied, Outcome.APPLIED));

        Command refused = given(REAL_NOW);
        Outcome no = new Outcome.Refused("NotOpenCheckout", "It is not open.",
                List.of(new Outcome.Problem("value_error", List.of("metadata", "k"), "No.", null)));
        commands.finish(refused.id(), no, REAL_NOW);
        assertThat(commands.get(refused.id())).isEqualTo(finished(refused, no));
    }

    @Test
    void answersOnce() {
        Command command = given(REAL_NOW);
        commands.finish(command.id(), Outcome.APPLIED, REAL_NOW);
        assertThatThrownBy(() -> commands.finish(command.id(), Outcome.APPLIED, REAL_NOW)).isInstanceOf(IllegalStateException.class);
        Outcome late = new Outcome.Refused("NotOpenCheckout", "It is not open.", List.of());
        assertThat(commands.finishOnce(command.id(), late, REAL_NOW)).isFalse();
        assertThat(commands.get(command.id()).outcome()).isEqualTo(Outcome.APPLIED);
    }
}

package dev.perennial.api.sale;

import dev.perennial.api.command.CommandBus;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Outcome;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Keeps the commands that are given and answers them as the test wants. */
@Singleton
@Primary
@Requires(property = "sale.test")
class FakeCommandBus implements CommandBus {
    private final List<Command> given = new ArrayList<>();
    private Function<Command, Outcome> answer = _ -> Outcome.APPLIED;

    @Override
    public Outcome execute(Command command) {
        given.add(command);
        return answer.apply(command);
    }

    void answer(Function<Command, Outcome> next) {
        answer = next;
    }

    /** The commands given since the last look. */
    List<Command> take() {
        List<Command> taken = List.copyOf(given);
        given.clear();
        return taken;
    }
}

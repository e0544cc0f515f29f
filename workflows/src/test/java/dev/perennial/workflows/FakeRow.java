package dev.perennial.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.workflows.command.CommandRef;
import dev.perennial.workflows.command.CommandResult;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What fake steps share: a row with a next wake-up, commands taken once, and a diary of what has had an effect. */
public class FakeRow {
    public static final CommandResult APPLIED = new CommandResult(true, null);
    private final Map<UUID, String> commands = new ConcurrentHashMap<>();
    private final Map<UUID, CommandResult> outcomes = new ConcurrentHashMap<>();
    private final List<String> diary = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    public final UUID id = UUID.randomUUID();
    public volatile @Nullable Instant nextWakeAt;
    public volatile boolean ended;
    public volatile boolean onTestClock;
    public volatile String state = "active";

    public Agenda agenda() { return new Agenda(ended, nextWakeAt, onTestClock, "next " + nextWakeAt, Stage.about(state)); }

    /** What has happened, in order; a step that was taken again and found nothing to do is not in it. */
    public List<String> diary() {
        return List.copyOf(diary);
    }

    public void note(String what) { diary.add(what); }

    public UUID command(String kind) {
        UUID command = UUID.randomUUID();
        commands.put(command, kind);
        return command;
    }

    public String kindOf(CommandRef command) {
        String kind = commands.get(command.id());
        if (kind == null) {
            throw new IllegalStateException("no command " + command.id());
        }
        return kind;
    }

    public @Nullable CommandResult outcomeOf(CommandRef command) { return outcomes.get(command.id()); }

    public CommandResult finish(CommandRef command, CommandResult result) {
        outcomes.putIfAbsent(command.id(), result);
        return outcomes.getOrDefault(command.id(), result);
    }

    /** Carries a command out unless that has been done. */
    public CommandResult once(CommandRef command, Supplier<CommandResult> step) {
        return exclusively(() -> {
            CommandResult known = outcomeOf(command);
            return known == null ? finish(command, step.get()) : known;
        });
    }

    /** Runs a step and fails if another one of the same owner runs beside it. */
    public <T> T exclusively(Supplier<T> step) {
        assertThat(underWay.incrementAndGet()).as("steps at a time").isEqualTo(1);
        try {
            return step.get();
        } finally {
            underWay.decrementAndGet();
        }
    }
}

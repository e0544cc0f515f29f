package dev.perennial.e2e.sweep;

import dev.perennial.core.command.Commands;
import dev.perennial.core.command.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** A scenario with what goes wrong in it. */
record Run(Scenario scenario, List<Fault> faults) {
    /** After so much time each that is skipped, whatever a worker does is done, until nothing is left to do. Five hours in all. */
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(15),
            Duration.ofSeconds(45), Duration.ofSeconds(70), Duration.ofSeconds(70), Duration.ofMinutes(2), Duration.ofMinutes(3),
            Duration.ofMinutes(6),
            Duration.ofMinutes(10), Duration.ofMinutes(15), Duration.ofMinutes(30), Duration.ofMinutes(60), Duration.ofMinutes(60),
            Duration.ofMinutes(60),
            Duration.ofMinutes(60));
    /** Before more than this is skipped, late calls come to their end: nobody's call is under way for longer. */
    private static final Duration LONG = Duration.ofSeconds(30);
    /** What happens late still happens: a run is not over the moment nothing is open. */
    private static final Duration AFTERWARDS = Duration.ofHours(1);

    /**
     * How a run went.
     *
     * @param problems what did not hold at its end; none when it passed
     * @param missed the faults that did not strike, which are problems, too
     * @param met all that happened in it and could go wrong
     */
    record Result(Run run, List<String> problems, List<String> missed, List<Occasion> met) {
        boolean passed() { return problems.isEmpty(); }
    }

    Run(Scenario scenario) { this(scenario, List.of()); }

    static Run of(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new Run(Scenario.of(text));
        }
        return new Run(Scenario.of(text.substring(0, slash)), List.of(text.substring(slash + 1).split("\\+")).stream().map(Fault::of).toList());
    }

    @Override
    public String toString() {
        return faults.isEmpty() ? scenario.wire() : scenario.wire() + "/" + faults.stream().map(Fault::toString).collect(Collectors.joining("+"));
    }

    Result on(Installation at) {
        at.processor.repair();
        var course = new Scenario.Course(at);
        try {
            scenario.prepare(course);
            at.processor.forgetEvents();
            var audit = new Audit(at, scenario, course);
            at.plan.begin(faults);
            scenario.happen(course);
            settle(at, course, audit);
            at.plan.end();
            List<String> problems = new ArrayList<>(audit.problems());
            List<String> missed = new ArrayList<>();
            at.plan.missed().forEach(fault -> missed.add(fault + " did not strike"));
            // A key that is repeated is answered from memory: nothing has an effect then, so nothing can go wrong after it.
            at.processor.unusedFaults().forEach(fault -> missed.add(fault + " was ordered at the processor and did not strike"));
            problems.addAll(missed);
            List<Occasion> met = at.plan.met();
            if (problems.isEmpty()) {
                revoke(at, course, problems);
            }
            return new Result(this, problems, missed, met);
        } catch (RuntimeException broken) {
            return new Result(this, List.of("the run broke off: " + broken), List.of(), at.plan.met());
        } finally {
            at.plan.end();
            course.shop.bury();
        }
    }

    private static void settle(Installation at, Scenario.Course course, Audit audit) {
        settleNow(at, course, audit);
        at.awaitLateCalls();
        at.pass(AFTERWARDS);
        settleNow(at, course, audit);
    }

    private static void settleNow(Installation at, Scenario.Course course, Audit audit) {
        for (Duration pause : PAUSES) {
            at.work();
            course.shop.passAtBankIfAsked();
            if (pause.compareTo(LONG) > 0) {
                at.awaitLateCalls();
            }
            if (audit.open().isEmpty()) {
                return;
            }
            at.pass(pause);
        }
        at.work();
    }

    /** The owner still answers. */
    private static void revoke(Installation at, Scenario.Course course, List<String> problems) {
        UUID command = course.shop.asksToRevoke();
        course.shop.send(command);
        if (!Outcome.APPLIED.equals(at.get(Commands.class).get(command).outcome())) {
            problems.add("the subscription's owner does not answer");
        }
    }
}

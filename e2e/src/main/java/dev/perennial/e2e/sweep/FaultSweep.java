package dev.perennial.e2e.sweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** {@code ./perennial sweep}: every single fault, and pairs of faults drawn from a seed. Needs no running stack. */
public final class FaultSweep implements AutoCloseable {
    private static final int USUAL_PAIRS = 500;
    /** How often another pair is drawn when the second fault does not strike because the first has led elsewhere. */
    private static final int DRAWS = 20;
    /** How often a scenario is played again to learn which of what it met it always meets. */
    private static final int RECORDINGS = 2;
    /** Runs take a second or two; one that takes as long will not end at all. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private Installation installation = new Installation();
    private final Consumer<String> out;
    private int passed;
    private int failed;

    /** @param out what is said, line by line */
    FaultSweep(Consumer<String> out) { this.out = out; }

    /**
     * What is to be run.
     *
     * @param only the name of a run, or the beginning of names of single faults; empty for all
     */
    private record Options(boolean singles, int pairs, long seed, String only) {
        static Options of(List<String> arguments) {
            Map<String, String> given = new LinkedHashMap<>();
            for (int i = 0; i < arguments.size(); i++) {
                String name = arguments.get(i);
                boolean valued = List.of("--pairs", "--seed", "--only").contains(name);
                if (!valued && !name.equals("--singles") || valued && i + 1 == arguments.size()) {
                    throw new IllegalArgumentException("unknown or incomplete argument " + name);
                }
                given.put(name, valued ? arguments.get(++i) : "");
            }
            boolean pairs = given.containsKey("--pairs");
            boolean singles = given.containsKey("--singles");
            return new Options(singles || !pairs, pairs ? Integer.parseInt(given.get("--pairs")) : singles ? 0 : USUAL_PAIRS,
                    Long.parseLong(given.getOrDefault("--seed", "1")), given.getOrDefault("--only", ""));
        }
    }

    /**
     * Ends with 0 when every run passed, with 1 when one failed and with 2 on arguments that make no sense.
     *
     * @param arguments {@code [--singles] [--pairs N] [--seed N] [--only NAME]}
     */
    public static void main(String[] arguments) {
        Options options;
        try {
            options = Options.of(List.of(arguments));
        } catch (IllegalArgumentException refused) {
            System.err.println("usage: sweep [--singles] [--pairs N] [--seed N] [--only NAME]\n" + refused.getMessage());
            System.exit(2);
            return;
        }
        int status = 1;
        try (var sweep = new FaultSweep(System.out::println)) {
            status = sweep.sweep(options) ? 0 : 1;
        } catch (RuntimeException broken) {
            broken.printStackTrace();
        } finally {
            System.exit(status); // Threads of others would keep the process alive, whatever has happened.
        }
    }

    private boolean sweep(Options options) {
        long begun = System.nanoTime();
        if (options.only().contains("#") && options.only().contains("/")) {
            Run only = Run.of(options.only());
            warmUp();
            report(run(only));
        } else {
            Map<Scenario, List<Occasion>> courses = courses();
            if (options.singles()) {
                singles(courses, options.only());
            }
            pairs(courses, options.pairs(), options.seed());
        }
        out.accept(passed + " passed, " + failed + " failed, in " + Duration.ofNanos(System.nanoTime() - begun).toSeconds() + " s");
        return failed == 0;
    }

    /** What happens in each scenario when nothing goes wrong, whoever is faster. */
    private Map<Scenario, List<Occasion>> courses() {
        warmUp();
        Map<Scenario, List<Occasion>> courses = new LinkedHashMap<>();
        for (Scenario scenario : Scenario.values()) {
            Run.Result result = run(new Run(scenario));
            report(result);
            List<Occasion> once = new ArrayList<>(result.met());
            for (int again = 0; again < RECORDINGS; again++) {
                once.retainAll(run(new Run(scenario)).met());
            }
            courses.put(scenario, once);
        }
        return courses;
    }

    /** A cold machine answers late, which is a fault of its own. */
    void warmUp() {
        for (Scenario scenario : Scenario.values()) {
            run(new Run(scenario));
        }
    }

    private void singles(Map<Scenario, List<Occasion>> courses, String beginning) {
        singles(courses).stream().filter(run -> run.toString().startsWith(beginning)).forEach(run -> report(struck(run)));
    }

    /** Where two things race, an occasion may not come: the fault gets another chance. */
    private Run.Result struck(Run run) {
        Run.Result result = run(run);
        for (int again = 0; again < DRAWS && !result.missed().isEmpty(); again++) {
            result = run(run);
        }
        return result;
    }

    private static List<Run> singles(Map<Scenario, List<Occasion>> courses) {
        List<Run> runs = new ArrayList<>();
        courses.forEach((scenario, met) -> met
                .forEach(occasion -> Fault.allAt(occasion).forEach(fault -> runs.add(new Run(scenario, List.of(fault))))));
        return runs;
    }

    /** The second fault strikes somewhere on the course that the first has led to. */
    private void pairs(Map<Scenario, List<Occasion>> courses, int wanted, long seed) {
        var random = new Random(seed);
        List<Run> singles = singles(courses);
        Map<Run, List<Occasion>> known = new LinkedHashMap<>();
        for (int pair = 0; pair < wanted; pair++) {
            Run.Result result = null;
            for (int draw = 0; draw < DRAWS && (result == null || !result.missed().isEmpty()); draw++) {
                Run first = singles.get(random.nextInt(singles.size()));
                List<Occasion> course = known.computeIfAbsent(first, single -> run(single).met());
                Fault second = drawn(course, first.faults().getFirst(), random);
                result = run(new Run(first.scenario(), List.of(first.faults().getFirst(), second)));
            }
            report(result);
        }
    }

    private static Fault drawn(List<Occasion> course, Fault first, Random random) {
        List<Fault> possible = course.stream().flatMap(occasion -> Fault.allAt(occasion).stream())
                .filter(fault -> !(fault.name().equals(first.name()) && fault.turn() == first.turn())).toList();
        return possible.get(random.nextInt(possible.size()));
    }

    /** A run that does not end leaves an installation of which nobody knows what it is doing: the next run gets another. */
    Run.Result run(Run run) {
        var running = CompletableFuture.supplyAsync(() -> run.on(installation), Thread::startVirtualThread);
        try {
            Run.Result result = running.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            if (!result.passed() && installation.standsStill()) {
                installation = new Installation();
            }
            return result;
        } catch (TimeoutException _) {
            List<Occasion> met = installation.plan.met();
            installation = new Installation();
            return new Run.Result(run, List.of("the run has not ended within " + LONGEST.toSeconds() + " s; the last it met was "
                    + (met.isEmpty() ? "nothing" : met.getLast())), List.of(), met);
        } catch (ExecutionException e) {
            throw new IllegalStateException(run + " broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void report(Run.Result result) {
        if (result.passed()) {
            passed++;
            if (Boolean.getBoolean("sweep.verbose")) {
                out.accept("passed  " + result.run() + "  " + result.met());
            }
        } else {
            failed++;
            out.accept("FAILED  ./perennial sweep --only '" + result.run() + "'  " + String.join("; ", result.problems()));
        }
    }

    @Override
    public void close() { installation.close(); }
}

package dev.perennial.e2e.sweep;

import dev.perennial.e2e.sweep.Occasion.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the run at hand is to meet, and what it has met so far. Whoever takes a step or a call asks it first. */
final class Plan {
    private final List<Occasion> met = new ArrayList<>();
    private final Map<String, Integer> turns = new HashMap<>();
    private final List<Fault> struck = new ArrayList<>();
    private List<Fault> faults = List.of();
    private boolean underWay;
    /** When what was ordered to be late is surely over, as {@link System#nanoTime()}. */
    private long lateUntil = System.nanoTime();

    synchronized void begin(List<Fault> ordered) {
        faults = List.copyOf(ordered);
        met.clear();
        turns.clear();
        struck.clear();
        underWay = true;
    }

    synchronized void end() { underWay = false; }

    /** Notes the occasion; answers what goes wrong there, once. */
    synchronized Optional<Harm> meets(Kind kind, String name) {
        if (!underWay) {
            return Optional.empty();
        }
        Occasion occasion = new Occasion(kind, name, turns.merge(name, 1, Integer::sum));
        met.add(occasion);
        Optional<Fault> fault = faults.stream().filter(each -> each.strikesAt(occasion) && !struck.contains(each)).findFirst();
        fault.ifPresent(struck::add);
        if (fault.isPresent() && fault.get().harm().isLatency()) {
            lateUntil = System.nanoTime() + Processor.OVER.toNanos();
        }
        return fault.map(Fault::harm);
    }

    synchronized List<Occasion> met() { return List.copyOf(met); }

    /** Faults that were ordered and did not strike. */
    synchronized List<Fault> missed() {
        return faults.stream().filter(fault -> !struck.contains(fault)).toList();
    }

    synchronized long lateUntil() { return lateUntil; }
}

package dev.perennial.worker.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * How many attempts each endpoint may have under way. A slow receiver is given less and less, so that a few of them can't use up what is there for all; one
 * that answers quickly gets it back. Used by one thread.
 */
final class Lanes {
    private static final int WIDEST = 16;
    private static final Duration SLOW = Duration.ofSeconds(1);

    private final Map<UUID, Lane> lanes = new HashMap<>();

    private record Lane(int width, int used) {
        private static final Lane NEW = new Lane(WIDEST, 0);
    }

    /** Takes a place for an attempt, if there is one. */
    boolean enter(UUID endpoint) {
        Lane lane = lanes.getOrDefault(endpoint, Lane.NEW);
        if (lane.used() >= lane.width()) {
            return false;
        }
        lanes.put(endpoint, new Lane(lane.width(), lane.used() + 1));
        return true;
    }

    /** Gives the place back, and learns from how long it was taken. */
    void leave(UUID endpoint, Duration took) {
        Lane lane = lanes.getOrDefault(endpoint, Lane.NEW);
        int width = took.compareTo(SLOW) > 0 ? Math.max(1, lane.width() / 2) : Math.min(WIDEST, lane.width() * 2);
        int used = lane.used() - 1;
        if (used == 0 && width == WIDEST) {
            lanes.remove(endpoint);
        } else {
            lanes.put(endpoint, new Lane(width, used));
        }
    }

    /** Endpoints without a place. */
    Set<UUID> full() {
        return lanes.entrySet().stream().filter(lane -> lane.getValue().used() >= lane.getValue().width()).map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}

package dev.perennial.dev.stripe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Troubles a test has ordered for API calls: what goes wrong, and at which point of a call. They do not survive a restart. */
final class Faults {
    enum Point {
        /** Nothing has happened yet. */
        BEFORE_EFFECT,
        /** The effect is written; the caller has not heard of it. */
        AFTER_EFFECT,
        /** The caller has the whole answer. */
        AFTER_ANSWER
    }

    enum Harm {
        LATENCY, ERROR_500, ERROR_502, ERROR_429, ERROR_409,
        /** A 200 that is not what was asked for: a gateway's page before the effect, the first half of the true answer after it. */
        WRONG_ANSWER, CUT
    }

    /**
     * @param method and {@code path} which calls are meant: null for any, and a prefix of the path
     * @param times at most so many calls are hit
     * @param probability how likely a call is hit
     * @param latency for {@link Harm#LATENCY}
     */
    record Rule(Point point, Harm harm, @Nullable String method, String path, long times, double probability, Duration latency, long seed) {
        boolean covers(Point at, String calledMethod, String calledPath) {
            return point == at && (method == null || method.equalsIgnoreCase(calledMethod)) && calledPath.startsWith(path);
        }
    }

    /** A rule and how often it may still strike. */
    static final class Armed {
        final Rule rule;
        private final Random random;
        private long left;

        Armed(Rule rule) {
            this.rule = rule;
            this.random = new Random(rule.seed);
            this.left = rule.times;
        }

        long left() { return left; }
    }

    private final List<Armed> armed = new ArrayList<>();

    synchronized void add(Rule rule) { armed.add(new Armed(rule)); }

    synchronized List<Armed> list() { return List.copyOf(armed); }

    synchronized void clear() { armed.clear(); }

    /** The trouble that strikes this call at this point, if any; it is used up by that. */
    synchronized @Nullable Rule strike(Point point, String method, String path) {
        for (Armed candidate : armed) {
            if (candidate.left > 0 && candidate.rule.covers(point, method, path) && candidate.random.nextDouble() < candidate.rule.probability) {
                candidate.left--;
                return candidate.rule;
            }
        }
        return null;
    }
}

package dev.perennial.e2e.sweep;

import dev.perennial.e2e.sweep.Occasion.Kind;
import java.util.Locale;
import java.util.Set;

/** What can go wrong at an {@link Occasion}. */
enum Harm {
    /** The answer takes longer than the caller waits; what was asked is done after the caller has given up. */
    LATE_BEFORE("before_effect", "latency", Kind.READ, Kind.WRITE),
    /** As {@link #LATE_BEFORE}, but what was asked is done at once. */
    LATE_AFTER("after_effect", "latency", Kind.WRITE),
    /** The connection is cut and nothing was done. */
    CUT_BEFORE("before_effect", "cut", Kind.READ, Kind.WRITE),
    /** The connection is cut and all was done. */
    CUT_AFTER("after_effect", "cut", Kind.WRITE),
    /** The key is said to be in use. */
    CONFLICT("before_effect", "error_409", Kind.READ, Kind.WRITE),
    /** Too many requests. */
    THROTTLED("before_effect", "error_429", Kind.READ, Kind.WRITE),
    /** The processor fails before anything was done. */
    BROKEN_BEFORE("before_effect", "error_500", Kind.READ, Kind.WRITE),
    /** The processor fails when all was done. */
    BROKEN_AFTER("after_effect", "error_500", Kind.WRITE),
    /** A gateway answers in the processor's place; nothing was done. */
    GATEWAY_BEFORE("before_effect", "error_502", Kind.READ, Kind.WRITE),
    /** A gateway answers in the processor's place; all was done. */
    GATEWAY_AFTER("after_effect", "error_502", Kind.WRITE),
    /** A gateway's page comes back as if it were the answer; nothing was done. */
    WRONG_ANSWER_BEFORE("before_effect", "wrong_answer", Kind.READ, Kind.WRITE),
    /** Half an answer comes back; all was done. */
    WRONG_ANSWER_AFTER("after_effect", "wrong_answer", Kind.WRITE),

    /** The worker is lost before the step: it is taken later. */
    NOT_RUN(Kind.LOCAL_STEP, Kind.STEP),
    /** The step has committed and nobody has heard of it: it is taken again. */
    ANSWER_LOST(Kind.LOCAL_STEP, Kind.STEP),
    /** The worker is lost with the whole task: every step of it is taken again. */
    TASK_LOST(Kind.LOCAL_STEP),
    /** The workflow is terminated just before the step. */
    TERMINATED_BEFORE(Kind.LOCAL_STEP, Kind.STEP),
    /** The workflow is terminated when the step has committed. */
    TERMINATED_AFTER(Kind.LOCAL_STEP, Kind.STEP),

    /** The event never arrives. */
    UNTOLD(Kind.EVENT),
    /** The event arrives twice. */
    TOLD_TWICE(Kind.EVENT);

    private final String point;
    private final String order;
    @SuppressWarnings("ImmutableEnumChecker") // It is made by Set.of.
    private final Set<Kind> kinds;

    Harm(Kind... kinds) { this("", "", kinds); }

    /** @param point and {@code order} what the processor's sandbox is told */
    Harm(String point, String order, Kind... kinds) {
        this.point = point;
        this.order = order;
        this.kinds = Set.of(kinds);
    }

    boolean fits(Occasion occasion) { return kinds.contains(occasion.kind()); }

    String point() { return point; }

    String order() { return order; }

    boolean isLatency() { return order.equals("latency"); }

    String wire() { return name().toLowerCase(Locale.ROOT).replace('_', '-'); }

    static Harm of(String wire) { return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_')); }
}

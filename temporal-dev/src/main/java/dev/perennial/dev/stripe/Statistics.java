package dev.perennial.dev.stripe;

import java.util.concurrent.atomic.LongAdder;

/** What the sandbox has cost since its start, for the benchmark that shares the machine with it. */
final class Statistics {
    final LongAdder requests = new LongAdder();
    /** From the decoded request to the answer, without ordered latency. */
    final LongAdder busyNanos = new LongAdder();
}

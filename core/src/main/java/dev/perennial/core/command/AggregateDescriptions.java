package dev.perennial.core.command;

import java.util.UUID;

/** Describes the rows that workflows own. */
public interface AggregateDescriptions {
    /**
     * @param aggregate {@code checkout}, {@code subscription}, {@code order}, {@code test-clock} or {@code webhook-endpoint}
     * @throws IllegalStateException if there is no such row: a workflow without its row must not be started
     */
    AggregateDescription describe(String aggregate, UUID id);
}

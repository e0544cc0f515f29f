package dev.perennial.workflows.command;

import java.time.Instant;

/** Do what is due at this instant: sent by a test clock, and by the reconciler for what slept too long. */
public record WakeUp(Instant at) {}

package dev.perennial.workflows.command;

import java.util.UUID;

/** A committed command, by its id. Its body stays in the database. */
public record CommandRef(UUID id) {}

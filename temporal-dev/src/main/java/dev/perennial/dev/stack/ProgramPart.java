package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import java.net.URI;
import java.util.List;

/** A program that needs no preparation and no settings beyond its arguments. */
record ProgramPart(String name, List<String> program, URI health) implements Part {
    @Override
    public ProcessBuilder command() {
        return Commands.inOwnSession(program, variable -> variable.startsWith(ApplicationPart.SETTINGS));
    }
}

package dev.perennial.core.settings;

import java.util.List;

/** The environment does not describe an installation; the message names each variable and what is wrong with it. */
public final class InvalidSettings extends RuntimeException {
    public InvalidSettings(List<String> problems) {
        super("The start is refused:\n  - " + String.join("\n  - ", problems) + "\nSee docs/configuration.md.");
    }
}

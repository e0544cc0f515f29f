package dev.perennial.api.command;

/** The aggregate did not get to the command in time. The command stays and is carried out; the caller hears of a lock. */
public final class CommandBusy extends RuntimeException {
    private final String aggregate;

    public CommandBusy(String aggregate) {
        super("no outcome in time for a command to a " + aggregate);
        this.aggregate = aggregate;
    }

    /** The kind of aggregate, such as {@code subscription}. */
    public String aggregate() { return aggregate; }
}

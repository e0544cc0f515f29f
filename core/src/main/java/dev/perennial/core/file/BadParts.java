package dev.perennial.core.file;

/** The parts of an upload don't make the file that was announced. */
public final class BadParts extends RuntimeException {
    private final int number;

    /** @param number of the part, or 0 when it is about all of them */
    public BadParts(int number, String message) {
        super(message);
        this.number = number;
    }

    /** The part's number, or 0. */
    public int number() { return number; }
}

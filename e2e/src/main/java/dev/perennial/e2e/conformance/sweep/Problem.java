package dev.perennial.e2e.conformance.sweep;

import dev.perennial.e2e.conformance.document.Difference;

/**
 * Something that is not as it should be, a line of {@code problems.jsonl}.
 *
 * @param where the operation or type of event, and the client
 * @param what the path within the answer, a colon and what is wrong there
 */
record Problem(String where, String what) {
    private static final String SEPARATOR = ": ";

    Difference difference() {
        int end = what.indexOf(SEPARATOR);
        return end < 0
                ? new Difference(where, what)
                : new Difference((where + " " + what.substring(0, end)).strip(), what.substring(end + SEPARATOR.length()));
    }
}

package dev.perennial.e2e.conformance.sweep;

/**
 * Something that is not as it should be, a line of {@code problems.jsonl}.
 *
 * @param where the operation or type of event, and the client
 * @param what the path within the answer, a colon and what is wrong there
 */
record Problem(String where, String what) {}

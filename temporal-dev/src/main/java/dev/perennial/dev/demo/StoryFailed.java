package dev.perennial.dev.demo;

/** Something did not come out as the story says; the message tells what. */
class StoryFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoryFailed(String message) { super(message); }

    /** Ends the story unless the fact holds. */
    static void unless(boolean fact, String otherwise) {
        if (!fact) {
            throw new StoryFailed(otherwise);
        }
    }
}

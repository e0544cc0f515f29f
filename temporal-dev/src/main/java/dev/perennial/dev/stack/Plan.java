package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Progress;
import dev.perennial.dev.supervision.StartFailed;
import java.io.IOException;
import java.util.List;

/** What a stack consists of. */
interface Plan {
    /** The parts in the order of their start. */
    List<Part> parts();

    /** The description of the stack, asked for when all parts answer; its processes are filled in by the caller. */
    StackFile describe() throws IOException;

    /** Makes the plan for these options, when nothing of the stack runs. */
    @FunctionalInterface
    interface Maker {
        Plan make(Options options, Progress progress) throws IOException, StartFailed, InterruptedException;
    }
}

package dev.perennial.dev.demo;

import dev.perennial.dev.stack.StackFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code ./perennial demo}: plays the story against a running stack. It can be played again and again on the same stack. */
public final class Demo {
    private static final int FAILED = 1;

    private Demo() {}

    /** Takes {@code --stack FILE}, the {@code stack.json} of the running stack. Exit code 0 means that everything held. */
    public static void main(String[] arguments) throws Exception {
        System.exit(run(List.of(arguments), System.out));
    }

    private static int run(List<String> arguments, PrintStream out) throws Exception {
        if (arguments.size() != 2 || !arguments.getFirst().equals("--stack") || !Files.exists(Path.of(arguments.get(1)))) {
            out.println("usage: ./perennial demo [--data DIR], while the stack of that folder is running");
            return FAILED;
        }
        Path file = Path.of(arguments.get(1)).toAbsolutePath();
        StackFile stack = StackFile.in(file.toAbsolutePath().resolveSibling("."))
                .orElseThrow(() -> new IOException(file + " has gone: the stack is not ready"));
        Instant started = Instant.now();
        try {
            play(stack, new Timeline(out));
        } catch (StoryFailed | IOException failed) {
            out.println();
            out.println("The demo failed: " + failed.getMessage());
            return FAILED;
        }
        out.printf("%nEverything held, in %.1f s.%n", Duration.between(started, Instant.now()).toMillis() / 1000.0);
        return 0;
    }

    private static void play(StackFile stack, Timeline timeline) throws Exception {
        String token = seeded(stack.organizationToken());
        UUID organization = UUID.fromString(seeded(stack.organizationId()));
        try (var shop = new Shop(stack.api(), token); var bank = new TestBank(stack.stripeSandbox()); var receiver = new Receiver()) {
            Story.Sold sold = new Story(shop, bank, receiver, timeline).play();
            timeline.chapter("The books");
            try (var books = new Books(stack.databaseUrl())) {
                books.audit(organization, sold.customers(), sold.paidOrders(), timeline);
            }
        }
    }

    private static String seeded(@Nullable String value) {
        if (value == null) {
            throw new StoryFailed("the stack has no organization with a token");
        }
        return value;
    }
}

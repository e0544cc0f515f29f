package dev.perennial.dev.inbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Runs the inbox: {@code --smtp-port N --http-port N --data DIR}. */
public final class InboxMain {
    private static final Set<String> OPTIONS = Set.of("--smtp-port", "--http-port", "--data");

    private InboxMain() {}

    /** Starts the inbox and leaves it running until the process is ended. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int index = 0; index + 1 < arguments.length; index += 2) {
            options.put(arguments[index], arguments[index + 1]);
        }
        if (!options.keySet().equals(OPTIONS)) {
            System.err.println("usage: InboxMain --smtp-port N --http-port N --data DIR");
            System.exit(2);
        }
        var inbox = new Inbox(Integer.parseInt(options.getOrDefault("--smtp-port", "")), Integer.parseInt(options.getOrDefault("--http-port", "")),
                Path.of(options.getOrDefault("--data", "")));
        Runtime.getRuntime().addShutdownHook(new Thread(inbox::close));
        System.out.println("mail to 127.0.0.1:" + inbox.smtpPort() + ", shown at " + inbox.url());
    }
}

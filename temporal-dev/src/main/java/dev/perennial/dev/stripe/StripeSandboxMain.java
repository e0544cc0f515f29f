package dev.perennial.dev.stripe;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs a {@link StripeSandbox} as a process of its own until it is told to stop. */
public final class StripeSandboxMain {
    private static final Set<String> KNOWN = Set.of("port", "data", "webhook-url", "webhook-secret", "webhook-events", "settle-ms", "retry-first-ms",
            "retry-longest-ms", "retry-tries");
    private static final String USAGE = "usage: --port N --data DIR [--webhook-url URL --webhook-secret S [--webhook-events TYPE,TYPE]]"
            + " [--settle-ms N] [--retry-first-ms N] [--retry-longest-ms N] [--retry-tries N]";

    private StripeSandboxMain() {}

    /** Ends with status 2 on arguments that make no sense and 1 when the sandbox cannot start. */
    public static void main(String[] args) {
        StripeSandbox.Options options;
        try {
            options = options(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        try {
            // Webhook posts reuse their connections.
            System.setProperty("http.maxConnections", "32");
            StripeSandbox sandbox = StripeSandbox.start(options);
            Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "shutdown"));
        } catch (RuntimeException e) {
            Problems.report("cannot start", e);
            System.exit(1);
        }
    }

    /** @throws IllegalArgumentException naming what is wrong */
    static StripeSandbox.Options options(String[] args) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!KNOWN.contains(name) || i + 1 == args.length) {
                throw new IllegalArgumentException("unknown or incomplete argument " + args[i]);
            }
            given.put(name, args[i + 1]);
        }
        String data = given.get("data");
        String port = given.get("port");
        if (data == null || port == null) {
            throw new IllegalArgumentException("--port and --data are needed");
        }
        StripeSandbox.Retry usual = StripeSandbox.Retry.USUAL;
        StripeSandbox.Retry retry = new StripeSandbox.Retry(millis(given, "retry-first-ms", usual.first()), millis(given, "retry-longest-ms", usual
                .longest()), Integer.parseInt(given.getOrDefault("retry-tries", Integer.toString(usual.tries()))));
        return StripeSandbox.Options.at(Path.of(data)).withPort(Integer.parseInt(port)).withWebhook(webhook(given)).withRetry(retry)
                .withMoment(millis(given, "settle-ms", Duration.ofMillis(200)));
    }

    private static StripeSandbox.@Nullable Webhook webhook(Map<String, String> given) {
        String url = given.get("webhook-url");
        String secret = given.get("webhook-secret");
        if (url == null && secret == null) {
            return null;
        }
        if (url == null || secret == null) {
            throw new IllegalArgumentException("--webhook-url and --webhook-secret go together");
        }
        return new StripeSandbox.Webhook(URI.create(url), secret, List.of(given.getOrDefault("webhook-events", "*").split(",")));
    }

    private static Duration millis(Map<String, String> given, String name, Duration fallback) {
        String text = given.get(name);
        return text == null ? fallback : Duration.ofMillis(Long.parseLong(text));
    }
}

package dev.perennial.core.settings;

import dev.perennial.core.address.WebUrl;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the operator has decided about an installation. Every variable is described in {@code docs/configuration.md}.
 *
 * @param databaseUrl JDBC URL of the PostgreSQL database, {@code jdbc:postgresql://host:port/name}
 * @param apiPort TCP port of the public HTTP API
 * @param workerPort TCP port of the worker's health and metrics
 * @param publicUrl base URL under which clients reach the API, without a trailing slash
 * @param frontendUrl base URL of checkout pages and portal, without a trailing slash
 * @param secret key of the token hashes; changing it invalidates every token
 * @param filesDirectory where merchants' files are kept, on the API's machine, unless there is a bucket
 * @param smtpUser empty where the mail server asks for no login
 * @param mailSender what stands in the mails' {@code From}: an address, with or without a name
 * @param sandboxMailFilter whether a sandbox keeps mails to people who are none of its staff
 * @param clientAddressHeader the header in which a proxy tells whom it calls for; empty where clients connect by themselves
 * @param dashboardOrigins origins of pages that may call with credentials, beside the one of the checkout pages
 * @param metricsPort TCP port of the API's metrics
 * @param processorTimeoutMillis how long to wait for a connection to the payment processor, and for its answer
 * @param processorRequestLifetimeSeconds after which a request to the processor that got no answer is surely over
 * @param processorRequestsPerSecond how many requests a second all workers together may send to the processor
 * @param sandbox whether no real money moves: organizations start active, test clocks exist
 */
public record Settings(String databaseUrl, String databaseUser, String databasePassword, int databasePoolSize, String temporalAddress,
        String temporalNamespace,
        int apiPort, int workerPort, URI publicUrl, URI frontendUrl, String secret, boolean sandbox, String stripeApiKey, URI stripeApiBase,
        String stripePublishableKey, String stripeWebhookSecret, boolean webhooksAllowPrivateTargets, boolean emailDomainCheck, boolean rateLimits,
        String smtpHost, int smtpPort, SmtpSecurity smtpSecurity, String smtpUser, String smtpPassword, String mailSender, boolean sandboxMailFilter,
        String clientAddressHeader, List<URI> dashboardOrigins, int metricsPort,
        String filesDirectory, String filesBucket, String filesPublicBucket, String filesPublicUrl, String filesRegion, String filesEndpoint,
        String filesAccessKeyId, String filesSecretAccessKey, int processorTimeoutMillis, int processorRequestLifetimeSeconds,
        int processorRequestsPerSecond) {

    /**
     * An S3-compatible storage.
     *
     * @param publicBucket the bucket whose objects everybody may read; it may be the same
     * @param publicUrl where everybody reads them, without a trailing slash
     * @param endpoint where its API is, or null for Amazon's own
     */
    public record S3(String bucket, String publicBucket, String publicUrl, String region, @Nullable URI endpoint, String accessKeyId,
            String secretAccessKey) {}

    /** The storage that keeps merchants' files in place of the directory, if there is one. */
    public Optional<S3> s3() {
        if (filesBucket.isEmpty()) {
            return Optional.empty();
        }
        String open = filesPublicBucket.isEmpty() ? filesBucket : filesPublicBucket;
        String usual = filesEndpoint.isEmpty() ? "https://" + open + ".s3." + filesRegion + ".amazonaws.com" : filesEndpoint + "/" + open;
        return Optional.of(new S3(filesBucket, open, filesPublicUrl.isEmpty() ? usual : filesPublicUrl, filesRegion,
                filesEndpoint.isEmpty() ? null : URI.create(filesEndpoint), filesAccessKeyId, filesSecretAccessKey));
    }

    /** How long to wait for a connection to the payment processor, and then for its answer. */
    public Duration processorTimeout() {
        return Duration.ofMillis(processorTimeoutMillis);
    }

    /** After this time a request to the payment processor that got no answer is surely over: it had its effect, or never will. */
    public Duration processorRequestLifetime() {
        return Duration.ofSeconds(processorRequestLifetimeSeconds);
    }

    public static final String PREFIX = "PERENNIAL_";

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettings naming every variable that is missing, unknown or malformed
     */
    public static Settings of(Map<String, String> environment) {
        Reader read = new Reader(environment);
        Settings settings = new Settings(read.required("DATABASE_URL"), read.required("DATABASE_USER"), read.optional("DATABASE_PASSWORD", ""),
                read.number("DATABASE_POOL_SIZE", "20"), read.required("TEMPORAL_ADDRESS"), read.optional("TEMPORAL_NAMESPACE", "perennial"),
                read.number("API_PORT", "8000"), read.number("WORKER_PORT", "8001"), read.url("PUBLIC_URL", "http://localhost:8000"),
                read.url("FRONTEND_URL", "http://localhost:8000"), read.required("SECRET"), read.flag("SANDBOX", "false"),
                read.required("STRIPE_API_KEY"),
                read.url("STRIPE_API_BASE", "https://api.stripe.com"), read.optional("STRIPE_PUBLISHABLE_KEY", ""),
                read.required("STRIPE_WEBHOOK_SECRET"),
                read.flag("WEBHOOKS_ALLOW_PRIVATE_TARGETS", "false"), read.flag("EMAIL_DOMAIN_CHECK", "true"), read.flag("RATE_LIMITS", "true"),
                read.optional("SMTP_HOST", "localhost"), read.number("SMTP_PORT", "25"), read.choice("SMTP_SECURITY", SmtpSecurity.NONE),
                read.optional("SMTP_USER", ""), read.optional("SMTP_PASSWORD", ""),
                read.optional("MAIL_SENDER", "Perennial <no-reply@localhost>"), read.flag("SANDBOX_MAIL_FILTER", "true"),
                read.optional("CLIENT_ADDRESS_HEADER", ""), read.urls("DASHBOARD_ORIGINS"), read.number("METRICS_PORT", "8002"),
                read.optional("FILES_DIRECTORY", "files"), read.optional("FILES_BUCKET", ""), read.optional("FILES_PUBLIC_BUCKET", ""),
                read.urlOrNone("FILES_PUBLIC_URL"), read.optional("FILES_REGION", "us-east-1"), read.urlOrNone("FILES_ENDPOINT"),
                read.optional("FILES_ACCESS_KEY_ID", ""), read.optional("FILES_SECRET_ACCESS_KEY", ""),
                read.number("PROCESSOR_TIMEOUT_MILLIS", "5000", 1, 5_000), read.number("PROCESSOR_REQUEST_LIFETIME_SECONDS", "90", 1, 3_600),
                read.number("PROCESSOR_REQUESTS_PER_SECOND", "80", 1, 10_000));
        if (!settings.filesBucket.isEmpty() && (settings.filesAccessKeyId.isEmpty() || settings.filesSecretAccessKey.isEmpty())) {
            read.problems.add(PREFIX + "FILES_BUCKET needs " + PREFIX + "FILES_ACCESS_KEY_ID and " + PREFIX + "FILES_SECRET_ACCESS_KEY");
        }
        read.refuseUnknown();
        if (!read.problems.isEmpty()) {
            throw new InvalidSettings(read.problems);
        }
        return settings;
    }

    private static final class Reader {
        private static final URI NOWHERE = URI.create("http://invalid");
        private final Map<String, String> environment;
        private final TreeSet<String> known = new TreeSet<>();
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> environment) { this.environment = environment; }

        String required(String name) {
            String value = optional(name, "");
            if (value.isEmpty()) {
                problems.add(PREFIX + name + " is missing");
            }
            return value;
        }

        String optional(String name, String fallback) {
            known.add(PREFIX + name);
            return environment.getOrDefault(PREFIX + name, fallback);
        }

        int number(String name, String fallback) {
            String value = optional(name, fallback);
            try {
                return Integer.parseInt(value);
            } catch (NumberFormatException _) {
                problems.add(PREFIX + name + " must be a whole number, not '" + value + "'");
                return 0;
            }
        }

        int number(String name, String fallback, int least, int most) {
            int value = number(name, fallback);
            if (value < least || value > most) {
                problems.add(PREFIX + name + " must be between " + least + " and " + most + ", not " + value);
            }
            return value;
        }

        boolean flag(String name, String fallback) {
            String value = optional(name, fallback);
            if (!value.equals("true") && !value.equals("false")) {
                problems.add(PREFIX + name + " must be true or false, not '" + value + "'");
            }
            return value.equals("true");
        }

        <E extends Enum<E>> E choice(String name, E fallback) {
            String value = optional(name, fallback.toString());
            List<E> choices = List.of(fallback.getDeclaringClass().getEnumConstants());
            Optional<E> chosen = choices.stream().filter(choice -> choice.toString().equals(value)).findFirst();
            if (chosen.isEmpty()) {
                problems.add(PREFIX + name + " must be one of " + choices + ", not '" + value + "'");
            }
            return chosen.orElse(fallback);
        }

        List<URI> urls(String name) {
            String value = optional(name, "");
            return value.isEmpty() ? List.of() : Arrays.stream(value.split(",")).map(one -> checkedUrl(name, one.strip())).toList();
        }

        URI url(String name, String fallback) {
            return checkedUrl(name, optional(name, fallback));
        }

        private URI checkedUrl(String name, String value) {
            if (!value.matches("https?://[^/].*[^/]")) {
                problems.add(PREFIX + name + " must be an http(s) URL without a trailing slash, not '" + value + "'");
                return NOWHERE;
            }
            try {
                return WebUrl.of(value).uri();
            } catch (IllegalArgumentException invalid) {
                problems.add(PREFIX + name + " is no URL: " + invalid.getMessage());
                return NOWHERE;
            }
        }

        String urlOrNone(String name) { return optional(name, "").isEmpty() ? "" : url(name, "").toString(); }

        void refuseUnknown() {
            environment.keySet().stream().filter(name -> name.startsWith(PREFIX) && !known.contains(name)).sorted()
                    .forEach(name -> problems.add(name + " is unknown"));
        }
    }
}

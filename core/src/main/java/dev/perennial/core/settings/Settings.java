package dev.perennial.core.settings;

import java.net.URI;
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
 * @param smtpUser empty where the mail server asks for no login
 * @param mailSender what stands in the mails' {@code From}: an address, with or without a name
 * @param sandboxMailFilter whether a sandbox keeps mails to people who are none of its staff
 * @param clientAddressHeader the header in which a proxy tells whom it calls for; empty where clients connect by themselves
 * @param dashboardOrigins origins of pages that may call with credentials, beside the one of the checkout pages
 * @param metricsPort TCP port of the API's metrics
 * @param sandbox whether no real money moves: organizations start active, test clocks exist
 */
public record Settings(String databaseUrl, String databaseUser, String databasePassword, int databasePoolSize, String temporalAddress,
        String temporalNamespace,
        int apiPort, int workerPort, URI publicUrl, URI frontendUrl, String secret, boolean sandbox, String stripeApiKey, URI stripeApiBase,
        String stripePublishableKey, String stripeWebhookSecret, boolean webhooksAllowPrivateTargets, boolean emailDomainCheck, boolean rateLimits,
        String smtpHost, int smtpPort, SmtpSecurity smtpSecurity, String smtpUser, String smtpPassword, String mailSender, boolean sandboxMailFilter,
        String clientAddressHeader, List<URI> dashboardOrigins, int metricsPort, Files files) {

    /**
     * Where merchants' files are kept.
     *
     * @param directory a directory of the API's machine
     * @param s3 the storage that is used instead, if there is one
     */
    public record Files(String directory, @Nullable S3 s3) {}

    /**
     * An S3-compatible storage.
     *
     * @param endpoint where its API is, or null for Amazon's own
     * @param publicBucket the bucket whose objects everybody may read; it may be the same
     * @param publicUrl where everybody reads them, without a trailing slash
     */
    public record S3(String bucket, String publicBucket, String publicUrl, String region, @Nullable URI endpoint, String accessKeyId,
            String secretAccessKey) {}

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
                read.optional("CLIENT_ADDRESS_HEADER", ""), read.urls("DASHBOARD_ORIGINS"), read.number("METRICS_PORT", "8002"), files(read));
        read.refuseUnknown();
        if (!read.problems.isEmpty()) {
            throw new InvalidSettings(read.problems);
        }
        return settings;
    }

    private static Files files(Reader read) {
        String directory = read.optional("FILES_DIRECTORY", "files");
        String bucket = read.optional("FILES_S3_BUCKET", "");
        String publicBucket = read.optional("FILES_S3_PUBLIC_BUCKET", bucket);
        String region = read.optional("FILES_S3_REGION", "us-east-1");
        String endpoint = read.optional("FILES_S3_ENDPOINT", "");
        String key = read.optional("FILES_S3_ACCESS_KEY_ID", "");
        String secret = read.optional("FILES_S3_SECRET_ACCESS_KEY", "");
        String publicUrl = read.optional("FILES_S3_PUBLIC_URL", "");
        if (bucket.isEmpty()) {
            return new Files(directory, null);
        }
        URI address = endpoint.isEmpty() ? null : read.url("FILES_S3_ENDPOINT", endpoint);
        String open = publicBucket.isEmpty() ? bucket : publicBucket;
        String usual = address == null ? "https://" + open + ".s3." + region + ".amazonaws.com" : address + "/" + open;
        return new Files(directory, new S3(bucket, open, publicUrl.isEmpty() ? usual : read.url("FILES_S3_PUBLIC_URL", publicUrl).toString(), region,
                address, read.present("FILES_S3_ACCESS_KEY_ID", key), read.present("FILES_S3_SECRET_ACCESS_KEY", secret)));
    }

    private static final class Reader {
        private static final URI NOWHERE = URI.create("http://invalid");
        private final Map<String, String> environment;
        private final TreeSet<String> known = new TreeSet<>();
        private final List<String> problems = new ArrayList<>();

        Reader(Map<String, String> environment) { this.environment = environment; }

        String required(String name) { return present(name, optional(name, "")); }

        String present(String name, String value) {
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
            return URI.create(value);
        }

        void refuseUnknown() {
            environment.keySet().stream().filter(name -> name.startsWith(PREFIX) && !known.contains(name)).sorted()
                    .forEach(name -> problems.add(name + " is unknown"));
        }
    }
}

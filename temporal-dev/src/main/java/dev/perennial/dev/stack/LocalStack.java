package dev.perennial.dev.stack;

import static java.util.Map.entry;

import dev.perennial.dev.postgres.PostgresPart;
import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Ports;
import dev.perennial.dev.supervision.Progress;
import dev.perennial.dev.supervision.StartFailed;
import dev.perennial.dev.temporal.TemporalService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The whole product on one machine. */
record LocalStack(Path data, List<Part> parts, StackFile file) implements Plan {
    /** The events the product acts on; an operator subscribes Stripe's endpoint to the same. */
    private static final String PROCESSOR_EVENTS = "payment_intent.succeeded,payment_intent.payment_failed,payment_intent.canceled,setup_intent.succeeded,"
            + "setup_intent.setup_failed,charge.updated,payment_method.detached,refund.updated,refund.failed";
    private static final String SANDBOX = "stripe-sandbox";
    private static final String INBOX = "inbox";
    private static final String API = "api";
    private static final String WORKER = "worker";

    @Override
    public StackFile describe() throws IOException {
        return file.with(Seed.in(data).orElseThrow(() -> new IOException("there is no first organization")));
    }

    /** Decides about every part; the parts themselves are prepared when they start. */
    static Plan plan(Path home, Options options, Progress progress) throws IOException, StartFailed, InterruptedException {
        Path data = options.data();
        Ports ports = Ports.in(data);
        List<Part> parts = new ArrayList<>();
        Database database = database(data, ports, parts);
        var inMemory = JavaPrograms.own("io.temporal.testserver.TestServer", 1024);
        TemporalService temporal = TemporalService.choose(System.getenv(), data, ports, options.inMemory(), inMemory, progress);
        parts.addAll(temporal.parts());

        String api = local(options.apiPort());
        Secrets secrets = Secrets.in(data);
        String sandbox = local(ports.of(SANDBOX));
        parts.add(new ProgramPart(SANDBOX,
                JavaPrograms.own("dev.perennial.dev.stripe.StripeSandboxMain", 256, "--port", "" + ports.of(SANDBOX), "--data",
                        data.resolve(SANDBOX).toString(), "--webhook-url", api + "/v1/integrations/stripe/webhook", "--webhook-secret",
                        secrets.stripeWebhookSecret(), "--webhook-events", PROCESSOR_EVENTS),
                URI.create(sandbox + "/healthz")));
        String inbox = local(ports.of(INBOX));
        parts.add(
                new ProgramPart(INBOX, JavaPrograms.own("dev.perennial.dev.inbox.InboxMain", 64, "--smtp-port", "" + ports.of("smtp"), "--http-port",
                        "" + ports.of(INBOX), "--data", data.resolve(INBOX).toString()), URI.create(inbox + "/healthz")));

        var java = new JavaPrograms(home);
        int workerPort = ports.of(WORKER);
        Map<String, String> settings = settings(data, database, temporal, options.apiPort(), ports.of("metrics"), workerPort, secrets, sandbox,
                ports.of("smtp"));
        List<String> bootstrap = java.module(API, "dev.perennial.api.bootstrap.Bootstrap", 128);
        parts.add(new ApplicationPart(API, Set.of(PostgresPart.NAME, TemporalService.NAME), java.module(API, "dev.perennial.api.Application", 384),
                settings,
                URI.create(api + "/healthz"), () -> Seed.plant(data, bootstrap, settings)));
        parts.add(new ApplicationPart(WORKER, Set.of(API), java.module(WORKER, "dev.perennial.worker.Application", 512), settings,
                URI.create(local(workerPort) + "/health"), () -> {}));
        return new LocalStack(data, List.copyOf(parts),
                new StackFile(api, temporal.address(), temporal.ui(), sandbox, inbox, database.url(), null, null, null,
                        null, Map.of()));
    }

    private static Database database(Path data, Ports ports, List<Part> parts) throws IOException, StartFailed {
        String given = System.getenv().getOrDefault("DATABASE_URL", "");
        if (!given.isEmpty()) {
            return Database.of(given);
        }
        var postgres = new PostgresPart(data, Commands.cache(), ports.of(PostgresPart.NAME));
        parts.add(postgres);
        return Database.of(postgres.url());
    }

    private static Map<String, String> settings(Path data, Database database, TemporalService temporal, int apiPort, int metricsPort, int workerPort,
            Secrets secrets, String sandbox, int smtpPort) {
        return Map.ofEntries(entry("PERENNIAL_DATABASE_URL", database.jdbcUrl()), entry("PERENNIAL_DATABASE_USER", database.user()),
                entry("PERENNIAL_DATABASE_PASSWORD", database.password()), entry("PERENNIAL_TEMPORAL_ADDRESS", temporal.address()),
                entry("PERENNIAL_TEMPORAL_NAMESPACE", TemporalService.NAMESPACE), entry("PERENNIAL_API_PORT", "" + apiPort),
                entry("PERENNIAL_METRICS_PORT", "" + metricsPort),
                entry("PERENNIAL_WORKER_PORT", "" + workerPort), entry("PERENNIAL_PUBLIC_URL", local(apiPort)),
                entry("PERENNIAL_FRONTEND_URL", local(apiPort)), entry("PERENNIAL_SECRET", secrets.secret()), entry("PERENNIAL_SANDBOX", "true"),
                entry("PERENNIAL_STRIPE_API_KEY", "sk_test_perennial"), entry("PERENNIAL_STRIPE_API_BASE", sandbox),
                entry("PERENNIAL_STRIPE_PUBLISHABLE_KEY", "pk_test_perennial"),
                entry("PERENNIAL_STRIPE_WEBHOOK_SECRET", secrets.stripeWebhookSecret()),
                entry("PERENNIAL_WEBHOOKS_ALLOW_PRIVATE_TARGETS", "true"), entry("PERENNIAL_EMAIL_DOMAIN_CHECK", "false"),
                entry("PERENNIAL_RATE_LIMITS", "false"), // The sandbox has no limit, and benchmarks measure ours.
                entry("PERENNIAL_PROCESSOR_REQUESTS_PER_SECOND", "10000"), entry("PERENNIAL_SMTP_HOST", "127.0.0.1"),
                entry("PERENNIAL_SMTP_PORT", "" + smtpPort), entry("PERENNIAL_SANDBOX_MAIL_FILTER", "false"),
                entry("PERENNIAL_FILES_DIRECTORY", data.resolve("files").toString()));
    }

    private static String local(int port) {
        return "http://127.0.0.1:" + port;
    }
}

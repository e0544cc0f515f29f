package dev.perennial.activities.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perennial.core.settings.Settings;
import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.Attempt.Result;
import dev.perennial.core.webhook.InvalidTargetUrl;
import dev.perennial.core.webhook.SendableEvent;
import dev.perennial.core.webhook.TargetPolicy;
import dev.perennial.core.webhook.TargetUrl;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookSignature;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Makes one attempt: a signed POST without redirects, of which status and the beginning of the answer are kept (spec 01 §16, §17.2). */
@Singleton
public final class WebhookSender {
    /** How many attempts can be under way at once; more wait for a connection, which counts as waiting for the receiver. */
    public static final int MAX_CONCURRENT = 384;

    private static final Duration PHASE_TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_RESPONSE_CHARACTERS = 2_048;
    private static final int MAX_RESPONSE_BYTES = MAX_RESPONSE_CHARACTERS * 4;

    private final TargetPolicy policy;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Duration phaseTimeout;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService deadlines = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

    @Inject
    WebhookSender(Settings settings, Clock clock, MeterRegistry meters) {
        this(settings.webhooksAllowPrivateTargets() ? TargetPolicy.PRIVATE_ALLOWED : TargetPolicy.PUBLIC_ONLY, clock, meters, PHASE_TIMEOUT);
    }

    /** @param phaseTimeout how long connecting may take, and each wait for the answer; the whole attempt may take twice as long */
    public WebhookSender(TargetPolicy policy, Clock clock, MeterRegistry meters, Duration phaseTimeout) {
        this.policy = policy;
        this.clock = clock;
        this.meters = meters;
        this.phaseTimeout = phaseTimeout;
        this.client = client(policy, Timeout.of(phaseTimeout));
    }

    /** Sends the event once. Whatever the network does is a result. */
    public Attempt send(SendableEvent event) {
        long startedAt = System.nanoTime();
        Result result = result(event);
        Attempt attempt = new Attempt(event, clock.instant(), result);
        Timer.builder("perennial.webhook.attempts").description("Attempts to deliver a webhook").tag("result", label(attempt))
                .tag("try", event.attempts() == 0 ? "first" : "later").publishPercentileHistogram().register(meters)
                .record(System.nanoTime() - startedAt, TimeUnit.NANOSECONDS);
        return attempt;
    }

    @PreDestroy
    public void close() throws IOException {
        deadlines.shutdownNow();
        client.close();
    }

    private Result result(SendableEvent event) {
        TargetUrl target;
        try {
            target = TargetUrl.of(event.url(), policy);
        } catch (InvalidTargetUrl invalid) {
            return new Result.Unsendable(text(invalid));
        }
        HttpPost request = request(target.uri(), event);
        // A receiver that sends a byte now and then would otherwise hold the attempt for ever.
        Future<?> deadline = deadlines.schedule(request::cancel, phaseTimeout.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = client.executeOpen(new HttpHost(target.uri().getScheme(), target.host(), target.port()), request, null);
            return new Result.Answered(response.getCode(), beginning(response.getEntity()));
        } catch (IOException failed) {
            return new Result.Unanswered(request.isCancelled() ? "The attempt took too long" : text(failed));
        } finally {
            deadline.cancel(false);
            // Of an answer that was read to its end the connection is back in the pool and this does nothing. Closing the rest instead would read it.
            request.cancel();
        }
    }

    private HttpPost request(URI target, SendableEvent event) {
        byte[] body = event.payload().getBytes(UTF_8);
        Instant now = clock.instant();
        HttpPost request = new HttpPost(target);
        request.setHeader("user-agent", "polar.sh webhooks");
        request.setHeader("webhook-id", event.id());
        request.setHeader("webhook-timestamp", now.getEpochSecond());
        request.setHeader("webhook-signature", WebhookSignature.header(event.secrets().at(now), event.id().toString(), now, body));
        request.setHeader("webhook-api-version", WebhookEndpoint.API_VERSION);
        request.setEntity(new ByteArrayEntity(body, ContentType.create("application/json")));
        return request;
    }

    /** The first characters, without NULs, which PostgreSQL can't store; null when there are none. The receiver has answered, so a body that breaks off is cut. */
    private static @Nullable String beginning(@Nullable HttpEntity entity) {
        if (entity == null) {
            return null;
        }
        byte[] bytes = new byte[MAX_RESPONSE_BYTES];
        int length = 0;
        try {
            InputStream body = entity.getContent();
            for (int read = 0; read >= 0 && length < bytes.length; read = body.read(bytes, length, bytes.length - length)) {
                length += read;
            }
        } catch (IOException _) {
            // What has come until then is kept.
        }
        return shortened(new String(bytes, 0, length, UTF_8));
    }

    private static @Nullable String shortened(String text) {
        String cut = text.substring(0, text.offsetByCodePoints(0, Math.min(MAX_RESPONSE_CHARACTERS, text.codePointCount(0, text.length()))))
                .replace("\0", "");
        return cut.isEmpty() ? null : cut;
    }

    private static String text(Exception failed) {
        String message = failed.getMessage();
        return failed.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    private static String label(Attempt attempt) {
        return switch (attempt.result()) {
            case Result.Answered _ -> attempt.succeeded() ? "delivered" : "refused";
            case Result.Unanswered _ -> "unanswered";
            case Result.Unsendable _ -> "unsendable";
        };
    }

    private static CloseableHttpClient client(TargetPolicy policy, Timeout phase) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create().setDnsResolver(new CheckedDns(policy))
                .setTlsSocketStrategy(new UnderscoreTls(SSLContexts.createDefault())).setMaxConnTotal(MAX_CONCURRENT)
                .setMaxConnPerRoute(MAX_CONCURRENT)
                .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(phase).setSocketTimeout(phase)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1)).setTimeToLive(TimeValue.ofMinutes(1)).build())
                .setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(phase).build()).build();
        return HttpClients.custom().setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(phase).setConnectionRequestTimeout(phase).build())
                .disableRedirectHandling()
                .disableAutomaticRetries().disableCookieManagement().disableContentCompression().disableAuthCaching()
                .evictExpiredConnections().evictIdleConnections(TimeValue.ofSeconds(30)).build();
    }
}

package dev.perennial.activities.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.perennial.core.webhook.Attempt;
import dev.perennial.core.webhook.Attempt.Result;
import dev.perennial.core.webhook.SendableEvent;
import dev.perennial.core.webhook.TargetPolicy;
import dev.perennial.core.webhook.SigningSecrets;
import dev.perennial.core.webhook.WebhookSecret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSenderTest {
    private static final WebhookSecret SECRET = WebhookSecret.generate(new Random(5));
    private static final String PAYLOAD = "{\"type\":\"order.paid\",\"data\":{\"name\":\"Zoë €\"}}";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final WebhookSender sender = new WebhookSender(TargetPolicy.PRIVATE_ALLOWED, Clock.systemUTC(), meters, Duration.ofSeconds(60));
    final WebhookSender hasty = new WebhookSender(TargetPolicy.PRIVATE_ALLOWED, Clock.systemUTC(), meters, Duration.ofSeconds(2));
    final CountDownLatch end = new CountDownLatch(1);
    final AtomicInteger requests = new AtomicInteger();
    @Nullable
    HttpServer receiver;

    @BeforeEach
    void startReceiver() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.start();
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        sender.close();
        hasty.close();
        receiver().stop(0);
    }

    private HttpServer receiver() {
        if (receiver == null) {
            throw new IllegalStateException("no receiver");
        }
        return receiver;
    }

    private String url(String path) {
        return "http://127.0.0.1:" + receiver().getAddress().getPort() + path;
    }

    private void receives(String path, HttpHandler handler) {
        receiver().createContext(path, exchange -> {
            requests.incrementAndGet();
            handler.handle(exchange);
            exchange.close();
        });
    }

    private static HttpHandler answers(int code, byte[] body) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private Attempt send(String url) { return sender.send(event(url)); }

    private static SendableEvent event(String url) {
        return new SendableEvent(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 0, null, url, SigningSecrets.of(SECRET),
                PAYLOAD);
    }

    private Result answerOf(int code, byte[] body) {
        receives("/hook", answers(code, body));
        return send(url("/hook")).result();
    }

    @Test
    void postsTheExactBytesSigned() {
        record Seen(String method, Headers headers, String body) {}
        var seen = new CompletableFuture<Seen>();
        receives("/hook", exchange -> {
            seen.complete(
                    new Seen(exchange.getRequestMethod(), exchange.getRequestHeaders(), new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            exchange.sendResponseHeaders(204, -1);
        });
        Instant before = Instant.now().minusSeconds(1);
        Attempt attempt = send(url("/hook"));
        Seen request = seen.join();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).isEqualTo(PAYLOAD);
        assertThat(request.headers().getFirst("User-agent")).isEqualTo("polar.sh webhooks");
        assertThat(request.headers().getFirst("Content-type")).isEqualTo("application/json");
        assertThat(request.headers().getFirst("Webhook-id")).isEqualTo(attempt.event().id().toString());
        assertThat(request.headers().getFirst("Webhook-api-version")).isEqualTo("2026-10");
        assertThat(Instant.ofEpochSecond(Long.parseLong(request.headers().getFirst("Webhook-timestamp")))).isBetween(before, Instant.now());
        // The library's own verification, by names in the case in which they are documented.
        var headers = HttpHeaders.of(request.headers(), (_, _) -> true);
        assertThatCode(() -> new Webhook(SECRET.value()).verify(PAYLOAD, headers)).doesNotThrowAnyException();
    }

    @Test
    void anAnswerWithoutBodyIsADelivery() {
        assertThat(answerOf(204, new byte[0])).isEqualTo(new Result.Answered(204, null));
    }

    @Test
    void keepsTheBeginningOfTheAnswerWithoutNuls() {
        assertThat(answerOf(500, "foo\0bar".getBytes(UTF_8))).isEqualTo(new Result.Answered(500, "foobar"));
    }

    @Test
    void cutsALongAnswer() {
        assertThat(answerOf(200, "é".repeat(500_000).getBytes(UTF_8))).isEqualTo(new Result.Answered(200, "é".repeat(2_048)));
    }

    @Test
    void anAnswerThatIsOnlyNulsIsNone() {
        assertThat(answerOf(200, new byte[100])).isEqualTo(new Result.Answered(200, null));
    }

    @Test
    void doesNotFollowARedirect() {
        receives("/hook", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/elsewhere"));
            exchange.sendResponseHeaders(307, -1);
        });
        receives("/elsewhere", answers(200, new byte[0]));
        Attempt attempt = send(url("/hook"));
        assertThat(attempt.httpCode()).isEqualTo(307);
        assertThat(attempt.succeeded()).isFalse();
        assertThat(requests).hasValue(1);
    }

    @Test
    void givesUpOnAReceiverThatDoesNotAnswer() {
        receives("/hook", this::waitForTheEnd);
        long startedAt = System.nanoTime();
        Attempt attempt = hasty.send(event(url("/hook")));
        assertThat(attempt.result()).isInstanceOf(Result.Unanswered.class);
        assertThat(attempt.httpCode()).isNull();
        assertThat(attempt.response()).isNotBlank();
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(20));
        assertThat(requests).as("not repeated by the client").hasValue(1);
    }

    private void waitForTheEnd(HttpExchange exchange) throws IOException {
        try {
            if (!end.await(30, TimeUnit.SECONDS)) {
                throw new IOException("the test did not end");
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    /** A byte now and then keeps every single wait short; the whole attempt is bounded all the same, and the status has been seen. */
    @Test
    void doesNotWaitForAnEndlessBody() {
        receives("/hook", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("begun".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            waitForTheEnd(exchange);
        });
        assertThat(hasty.send(event(url("/hook"))).result()).isEqualTo(new Result.Answered(200, "begun"));
    }

    @Test
    void nobodyThereIsNoAnswer() throws IOException {
        int closedPort;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        assertThat(send("http://127.0.0.1:" + closedPort + "/hook").result()).isInstanceOf(Result.Unanswered.class);
    }

    @Test
    void staysOutOfPrivateNetworks() throws IOException {
        var careful = new WebhookSender(TargetPolicy.PUBLIC_ONLY, Clock.systemUTC(), meters, Duration.ofSeconds(2));
        receives("/hook", answers(200, new byte[0]));
        var event = send(url("/hook")).event();
        assertThat(careful.send(event).result()).isInstanceOf(Result.Unsendable.class);
        assertThat(requests).as("only the permissive sender got through").hasValue(1);
        careful.close();
    }

    @Test
    void checksTheAddressBehindAName() throws IOException {
        assertThatThrownBy(() -> new CheckedDns(TargetPolicy.PUBLIC_ONLY).resolve("localhost")).isInstanceOf(CheckedDns.ForbiddenTarget.class)
                .hasMessageNotContaining("127");
        assertThat(new CheckedDns(TargetPolicy.PRIVATE_ALLOWED).resolve("localhost")).isNotEmpty();
    }

    @Test
    void countsAttemptsByResult() {
        answerOf(500, new byte[0]);
        assertThat(meters.get("perennial.webhook.attempts").tag("result", "refused").tag("try", "first").timer().count()).isEqualTo(1);
    }
}

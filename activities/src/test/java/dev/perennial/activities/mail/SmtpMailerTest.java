package dev.perennial.activities.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.core.mail.MailAttempt;
import dev.perennial.core.mail.MailAttempt.Result;
import dev.perennial.core.mail.MailTemplate;
import dev.perennial.core.mail.OutgoingMail;
import dev.perennial.core.settings.Settings;
import dev.perennial.dev.inbox.Inbox;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpMailerTest {
    @TempDir
    private Path data;
    private Inbox inbox;

    @BeforeEach
    void open() throws IOException {
        inbox = new Inbox(freePort(), 0, data);
    }

    @AfterEach
    void close() {
        inbox.close();
    }

    @Test
    void sendsTextAndHtmlUnderAnIdThatStays() throws Exception {
        OutgoingMail mail = mail(MailTemplate.SIGN_IN_CODE, "ann@example.com", false, Map.of("code", "ABC123", "minutes", "30"));
        SmtpMailer mailer = mailer(Map.of());

        assertThat(mailer.send(mail).result()).isEqualTo(new Result.Accepted());
        assertThat(mailer.send(mail).result()).isEqualTo(new Result.Accepted());

        JsonNode received = received("ann@example.com");
        assertThat(received).hasSize(2);
        assertThat(received.get(0).get("subject").asText()).isEqualTo("Your sign-in code: ABC123");
        assertThat(received.get(0).get("from").asText()).isEqualTo("Acme Billing <billing@acme.example>");
        assertThat(received.get(0).get("text").asText()).contains("ABC123", "30 minutes");
        assertThat(received.get(0).get("html").asText()).contains(">ABC123<", "30 minutes");
        assertThat(received).allSatisfy(message -> assertThat(message.get("headers"))
                .anySatisfy(header -> assertThat(header.asText()).isEqualTo("Message-ID: <" + mail.id() + "@acme.example>")));
    }

    @Test
    void takesValuesAsTextAndNeverAsMarkupOrHeaders() throws Exception {
        OutgoingMail mail = mail(MailTemplate.STAFF_INVITATION, "ann@example.com", false,
                Map.of("organization", "Ben & <b>Söhne</b>\r\nBcc: eve@example.com", "inviter", "{{ url }}", "url",
                        "https://x.example/?a=1&b=\"2\""));

        assertThat(mailer(Map.of()).send(mail).result()).isEqualTo(new Result.Accepted());

        JsonNode message = received("ann@example.com").get(0);
        assertThat(message.get("subject").asText()).isEqualTo("You are invited to Ben & <b>Söhne</b> Bcc: eve@example.com");
        assertThat(message.get("to")).hasSize(1);
        assertThat(message.get("html").asText()).contains("Ben &amp; &lt;b&gt;Söhne&lt;/b&gt;", "href=\"https://x.example/?a=1&amp;b=&quot;2&quot;\"")
                .contains("{{ url }} invites");
        assertThat(message.get("text").asText()).contains("https://x.example/?a=1&b=\"2\"");
    }

    @ParameterizedTest
    @EnumSource(MailTemplate.class)
    void hasWordsForEachMail(MailTemplate template) throws Exception {
        Map<String, String> values = template.needs().stream().collect(Collectors.toMap(name -> name, name -> "the-" + name));

        assertThat(mailer(Map.of()).send(mail(template, "ann@example.com", true, values)).result()).isEqualTo(new Result.Accepted());

        JsonNode message = received("ann@example.com").get(0);
        assertThat(message.get("subject").asText()).isNotBlank();
        assertThat(message.get("text").asText()).contains(values.values());
        assertThat(message.get("html").asText()).contains(values.values());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # sandbox | filter | template                  | staff | sent
            true      | true   | WEBHOOK_ENDPOINT_DISABLED | false | false
            true      | true   | WEBHOOK_ENDPOINT_DISABLED | true  | true
            true      | true   | SIGN_IN_CODE              | false | true
            true      | true   | STAFF_INVITATION          | false | true
            true      | false  | WEBHOOK_ENDPOINT_DISABLED | false | true
            false     | true   | WEBHOOK_ENDPOINT_DISABLED | false | true
            """)
    void keepsStrangersOutOfASandbox(boolean sandbox, boolean filter, MailTemplate template, boolean staff, boolean sent) throws Exception {
        Map<String, String> values = template.needs().stream().collect(Collectors.toMap(name -> name, name -> name));
        SmtpMailer mailer = mailer(Map.of("PERENNIAL_SANDBOX", "" + sandbox, "PERENNIAL_SANDBOX_MAIL_FILTER", "" + filter));

        assertThat(mailer.send(mail(template, "ann@example.com", staff, values)).result())
                .isEqualTo(sent ? new Result.Accepted() : new Result.Withheld());
        assertThat(received("ann@example.com")).hasSize(sent ? 1 : 0);
    }

    @Test
    void tellsAServerThatIsAwayFromAMailThatWillNeverArrive() throws Exception {
        Map<String, String> values = Map.of("code", "ABC123", "minutes", "30");

        assertThat(mailer(Map.of("PERENNIAL_SMTP_PORT", "" + freePort())).send(mail(MailTemplate.SIGN_IN_CODE, "ann@example.com", false, values))
                .result()).isInstanceOf(Result.Unavailable.class);
        assertThat(mailer(Map.of()).send(mail(MailTemplate.SIGN_IN_CODE, "no address\r\nRCPT", false, values)).result())
                .isInstanceOf(Result.Rejected.class);
        assertThat(answering("550 5.1.1 no such user").result()).isInstanceOf(Result.Rejected.class);
        assertThat(answering("450 4.2.0 try later").result()).isInstanceOf(Result.Unavailable.class);
    }

    @Test
    void givesNoMailToAServerThatCannotEncrypt() throws Exception {
        SmtpMailer mailer = mailer(Map.of("PERENNIAL_SMTP_SECURITY", "starttls"));

        assertThat(mailer.send(mail(MailTemplate.SIGN_IN_CODE, "ann@example.com", false, Map.of("code", "ABC123", "minutes", "30"))).result())
                .isInstanceOf(Result.Unavailable.class);
        assertThat(received("ann@example.com")).isEmpty();
    }

    /** What comes of a server that answers so to a recipient. */
    private MailAttempt answering(String answer) throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread.ofVirtual().start(() -> {
                try (var client = server.accept()) {
                    var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                    client.getOutputStream().write("220 ready\r\n".getBytes(StandardCharsets.US_ASCII));
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                        String said = line.startsWith("RCPT") ? answer : "250 fine";
                        client.getOutputStream().write((said + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException _) {
                    // The client hangs up.
                }
            });
            return mailer(Map.of("PERENNIAL_SMTP_PORT", "" + server.getLocalPort()))
                    .send(mail(MailTemplate.SIGN_IN_CODE, "ann@example.com", false, Map.of("code", "ABC123", "minutes", "30")));
        }
    }

    private static OutgoingMail mail(MailTemplate template, String recipient, boolean staff, Map<String, String> values) {
        return new OutgoingMail(UUID.randomUUID(), Instant.now(), template, recipient, staff, values, 0, Instant.now());
    }

    private SmtpMailer mailer(Map<String, String> changes) {
        Map<String, String> environment = new HashMap<>(Map.of("PERENNIAL_DATABASE_URL", "jdbc:postgresql://localhost/none",
                "PERENNIAL_DATABASE_USER",
                "nobody", "PERENNIAL_TEMPORAL_ADDRESS", "localhost:1", "PERENNIAL_SECRET", "test", "PERENNIAL_STRIPE_API_KEY", "sk_test",
                "PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_test", "PERENNIAL_SMTP_HOST", "127.0.0.1", "PERENNIAL_SMTP_PORT", "" + inbox.smtpPort(),
                "PERENNIAL_MAIL_SENDER", "Acme Billing <billing@acme.example>"));
        environment.putAll(changes);
        return new SmtpMailer(Settings.of(environment), new MailText(), Clock.systemUTC(), new SimpleMeterRegistry());
    }

    private JsonNode received(String recipient) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(inbox.url() + "/api/messages?to=" + recipient)).build();
        return new ObjectMapper().readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

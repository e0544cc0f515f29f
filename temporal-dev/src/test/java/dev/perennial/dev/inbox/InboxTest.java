package dev.perennial.dev.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    @Test
    void showsWhatWasSent() throws Exception {
        try (var inbox = new Inbox(freePort(), 0, data)) {
            send(inbox, "Your receipt — thank you", "ann@example.com", "bob@example.com");
            send(inbox, "Another", "carl@example.com");

            JsonNode forBob = json(inbox, "/api/messages?to=Bob@example.com");
            assertThat(forBob).hasSize(1);
            JsonNode message = forBob.get(0);
            assertThat(message.get("subject").asText()).isEqualTo("Your receipt — thank you");
            assertThat(message.get("text").asText()).contains("10 € paid");
            assertThat(message.get("html").asText()).contains("<b>10 €</b>");
            assertThat(message.get("to")).extracting(JsonNode::asText).containsExactly("ann@example.com", "bob@example.com");

            String id = message.get("id").asText();
            assertThat(get(inbox, "/").body()).contains("Your receipt — thank you", "Another", "carl@example.com");
            assertThat(get(inbox, "/messages/" + id).body()).contains("<iframe sandbox srcdoc=\"", "&lt;b&gt;10 €&lt;/b&gt;")
                    .doesNotContain("<b>10 €</b>");
            assertThat(get(inbox, "/messages/" + id + "/raw").body()).contains("Content-Type: multipart/alternative");
            assertThat(get(inbox, "/messages/..%2Fsecrets").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void keepsMessagesOverARestartUntilTheyAreDeleted() throws Exception {
        try (var inbox = new Inbox(freePort(), 0, data)) {
            send(inbox, "Kept", "ann@example.com");
        }
        try (var inbox = new Inbox(freePort(), 0, data)) {
            assertThat(json(inbox, "/api/messages")).hasSize(1);
            var delete = HttpRequest.newBuilder(URI.create(inbox.url() + "/api/messages")).DELETE().build();
            assertThat(http.send(delete, BodyHandlers.discarding()).statusCode()).isEqualTo(204);
            assertThat(json(inbox, "/api/messages")).isEmpty();
        }
    }

    private static void send(Inbox inbox, String subject, String... recipients) throws MessagingException {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(inbox.smtpPort()));
        var message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("shop@example.com"));
        for (String recipient : recipients) {
            message.addRecipient(RecipientType.TO, new InternetAddress(recipient));
        }
        message.setSubject(subject, "UTF-8");
        var text = new MimeBodyPart();
        text.setText("10 € paid\n.\nA line with a dot alone comes before this one.", "UTF-8");
        var html = new MimeBodyPart();
        html.setContent("<p><b>10 €</b> paid</p>", "text/html; charset=UTF-8");
        message.setContent(new MimeMultipart("alternative", text, html));
        Transport.send(message);
    }

    private JsonNode json(Inbox inbox, String path) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get(inbox, path).body());
    }

    private HttpResponse<String> get(Inbox inbox, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(inbox.url() + path)).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

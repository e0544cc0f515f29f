package dev.perennial.dev.inbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A received message, read from its file.
 *
 * @param receivedAt RFC 3339, UTC
 * @param to the recipients of the envelope, which may be others than the headers say
 * @param text the plain text body, if there is one
 * @param html the HTML body, if there is one
 */
record Message(String id, @JsonProperty("received_at") String receivedAt, String from, List<String> to, String subject, List<String> headers,
        @Nullable String text, @Nullable String html, List<String> attachments) {

    static Message of(Path file, String id, String receivedAt, List<String> recipients) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            var mime = new MimeMessage(Session.getInstance(new Properties()), content);
            var bodies = new Bodies();
            bodies.add(mime);
            List<String> headers = new ArrayList<>();
            mime.getAllHeaderLines().asIterator().forEachRemaining(headers::add);
            String subject = mime.getSubject();
            return new Message(id, receivedAt, InternetAddress.toString(mime.getFrom()), recipients, subject == null ? "" : subject,
                    headers, bodies.text, bodies.html, bodies.attachments);
        } catch (MessagingException unreadable) {
            throw new IOException("message " + id + " cannot be read", unreadable);
        }
    }

    private static final class Bodies {
        private final List<String> attachments = new ArrayList<>();
        private @Nullable String text;
        private @Nullable String html;

        void add(Part part) throws MessagingException, IOException {
            String fileName = part.getFileName();
            if (fileName != null) {
                attachments.add(fileName);
            } else if (part.getContent() instanceof Multipart several) {
                for (int index = 0; index < several.getCount(); index++) {
                    BodyPart inner = several.getBodyPart(index);
                    add(inner);
                }
            } else if (part.isMimeType("text/html") && html == null) {
                html = part.getContent().toString();
            } else if (part.isMimeType("text/plain") && text == null) {
                text = part.getContent().toString();
            }
        }
    }
}

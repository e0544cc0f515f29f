package dev.perennial.dev.inbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import dev.perennial.dev.supervision.DataFile;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** All messages, each a {@code .eml} file beside a {@code .json} file with its envelope; the names sort by time. */
final class Mailbox {
    private static final String MAIL = ".eml";
    private static final String ENVELOPE = ".json";

    private final Path folder;
    private final AtomicInteger number = new AtomicInteger();

    /** What the message itself does not tell. */
    record Envelope(String receivedAt, List<String> to) {}

    Mailbox(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Keeps a message once, whoever is among its recipients. */
    void keep(MovingMessage received) throws IOException, MessagingException {
        Instant now = Instant.now();
        String id = now.toEpochMilli() + "-" + String.format("%06d", number.incrementAndGet());
        List<String> recipients = received.getToAddresses().stream().map(MailAddress::getEmail).sorted().toList();
        Path unfinished = Files.createTempFile(folder, ".received", "");
        try (OutputStream file = Files.newOutputStream(unfinished)) {
            received.getMessage().writeTo(file);
        }
        DataFile.write(folder.resolve(id + ENVELOPE), new Envelope(now.toString(), recipients));
        Files.move(unfinished, folder.resolve(id + MAIL), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The ids of all messages, the latest first. */
    List<String> ids() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(MAIL))
                    .map(name -> name.substring(0, name.length() - MAIL.length())).sorted(Comparator.reverseOrder()).toList();
        }
    }

    /** The messages to a recipient, or to anybody when none is given, the latest first, at most so many. */
    List<Message> find(Optional<String> recipient, int limit) throws IOException {
        List<Message> found = new ArrayList<>();
        for (String id : ids()) {
            if (found.size() == limit) {
                break;
            }
            Envelope envelope = envelope(id);
            boolean wanted = recipient.map(address -> address.toLowerCase(Locale.ROOT))
                    .map(address -> envelope.to.stream().anyMatch(to -> to.toLowerCase(Locale.ROOT).equals(address))).orElse(true);
            if (wanted) {
                found.add(Message.of(file(id), id, envelope.receivedAt, envelope.to));
            }
        }
        return found;
    }

    Optional<Message> find(String id) throws IOException {
        if (!ids().contains(id)) {
            return Optional.empty();
        }
        Envelope envelope = envelope(id);
        return Optional.of(Message.of(file(id), id, envelope.receivedAt, envelope.to));
    }

    /** The file of a message that exists. */
    Path file(String id) {
        return folder.resolve(id + MAIL);
    }

    void deleteAll() throws IOException {
        for (String id : ids()) {
            Files.deleteIfExists(file(id));
            Files.deleteIfExists(folder.resolve(id + ENVELOPE));
        }
    }

    private Envelope envelope(String id) throws IOException {
        return DataFile.read(folder.resolve(id + ENVELOPE), new TypeReference<Envelope>() {})
                .orElseThrow(() -> new IOException("no envelope of message " + id));
    }
}

package dev.perennial.dev.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.perennial.dev.supervision.DataFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** What the parts of one installation share and nobody else may know: made once, kept in {@code secrets.json}. */
record Secrets(String secret, String stripeWebhookSecret) {
    private static final int BYTES = 32;

    static Secrets in(Path data) throws IOException {
        Path file = data.resolve("secrets.json");
        Optional<Secrets> kept = DataFile.read(file, new TypeReference<Secrets>() {});
        if (kept.isPresent()) {
            return kept.get();
        }
        var made = new Secrets(random(), "whsec_" + random());
        DataFile.write(file, made);
        return made;
    }

    private static String random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.perennial.core.file.persistence;

import dev.perennial.core.file.FileStore.Part;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a storage calls the state of an object. */
final class Etags {
    private Etags() {}

    /** Without the quotes it has in a header. */
    static String plain(String etag) { return etag.replace("\"", ""); }

    /**
     * The checksum of a whole object: of its parts' digests one after the other.
     *
     * @param told what the storage says, with the number of parts behind it; not every one says it
     */
    static String composite(@Nullable String told, List<Part> parts) {
        if (told != null) {
            return told.replaceFirst("-[0-9]+$", "");
        }
        try {
            MessageDigest digests = MessageDigest.getInstance("SHA-256");
            parts.stream().sorted(Comparator.comparingInt(Part::number)).map(Part::checksumSha256Base64).filter(Objects::nonNull)
                    .forEach(digest -> digests.update(Base64.getDecoder().decode(digest)));
            return Base64.getEncoder().encodeToString(digests.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

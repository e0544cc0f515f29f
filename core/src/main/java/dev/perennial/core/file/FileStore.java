package dev.perennial.core.file;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the bytes of files are kept. They never pass through our programs unless those are the storage: clients put parts and get objects by signed addresses. */
public interface FileStore {
    /** How long a signed address can be used. */
    Duration SIGNED_FOR = Duration.ofMinutes(60);

    /** Opens an upload; answers what the storage calls it. */
    String begin(String path, String mimeType);

    /**
     * Where to put a part.
     *
     * @param part the one that was announced
     */
    Signed part(String path, String uploadId, Announced part, Instant now);

    /**
     * Makes the object of its parts.
     *
     * @throws BadParts if a part is missing, or isn't the one that was announced; the upload stays open
     */
    Completed complete(String path, String uploadId, List<Part> parts, long size);

    /** Removes the object, if it is there. */
    void delete(String path);

    /** Where everybody finds an object of a public service. */
    String publicUrl(String path);

    /** Where its owner gets an object, under the name the merchant gave it. */
    Signed download(StoredFile file, Instant now);

    /** An address that ends to be of use. */
    record Signed(String url, Map<String, String> headers, Instant expiresAt) {}

    /**
     * A part to be put.
     *
     * @param number from 1
     * @param most bytes it may have
     * @param checksumSha256Base64 what its digest must be, or null for any
     */
    record Announced(int number, long most, @Nullable String checksumSha256Base64) {}

    /** A part that was put, as its uploader knows it. */
    record Part(int number, String etag, @Nullable String checksumSha256Base64) {}

    /**
     * An object.
     *
     * @param checksumSha256Base64 of the digests of its parts, one after the other
     */
    record Completed(String etag, String checksumSha256Base64, @Nullable String version, Instant lastModifiedAt) {}
}

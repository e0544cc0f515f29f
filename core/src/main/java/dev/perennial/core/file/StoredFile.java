package dev.perennial.core.file;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file.
 *
 * @param path where the storage keeps it: service, organization, an id of its own, and a harmless form of the name
 * @param size bytes, as announced and as uploaded
 * @param version the merchant's own word for it
 * @param uploadId what the storage calls the upload of its parts
 * @param checksumSha256Base64 of the whole
 * @param storageVersion what the storage calls this version of the object, if it keeps versions
 */
public record StoredFile(UUID id, Instant createdAt, @Nullable Instant modifiedAt, UUID organizationId, FileService service, String name, String path,
        String mimeType, long size, @Nullable String version, String uploadId, @Nullable String checksumEtag, @Nullable String checksumSha256Base64,
        @Nullable String storageVersion, @Nullable Instant lastModifiedAt, boolean isUploaded, @Nullable Instant flaggedMaliciousAt) {

    public StoredFile uploaded(FileStore.Completed completed, Instant now) {
        return new StoredFile(id, createdAt, now, organizationId, service, name, path, mimeType, size, version, uploadId, completed.etag(),
                completed.checksumSha256Base64(), completed.version(), completed.lastModifiedAt(), true, flaggedMaliciousAt);
    }

    public StoredFile named(String newName, @Nullable String newVersion, Instant now) {
        return new StoredFile(id, createdAt, now, organizationId, service, newName, path, mimeType, size, newVersion, uploadId, checksumEtag,
                checksumSha256Base64, storageVersion, lastModifiedAt, isUploaded, flaggedMaliciousAt);
    }

    /** Where an organization's file is kept; of the name no more than what means nothing in a path or an address. */
    public static String pathOf(FileService service, UUID organization, UUID object, String name) {
        String harmless = name.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^\\.+", "_");
        String kept = harmless.length() > LONGEST_NAME ? harmless.substring(harmless.length() - LONGEST_NAME) : harmless;
        return service.wire() + "/" + organization + "/" + object + "/" + (kept.isEmpty() ? "_" : kept);
    }

    private static final int LONGEST_NAME = 200;
}

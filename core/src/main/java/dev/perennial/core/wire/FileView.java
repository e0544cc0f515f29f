package dev.perennial.core.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.perennial.core.catalog.Product;
import dev.perennial.core.file.FileService;
import dev.perennial.core.file.FileStore;
import dev.perennial.core.file.StoredFile;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file, by who may read it. */
public sealed interface FileView {
    /** What is known of every file. */
    record Facts(UUID id, UUID organizationId, String name, String path, String mimeType, long size, @Nullable String storageVersion,
            @Nullable String checksumEtag, @Nullable String checksumSha256Base64, @Nullable String checksumSha256Hex,
            @Nullable Instant lastModifiedAt, @Nullable String version, FileService service, boolean isUploaded, String sizeReadable) {
        static Facts of(StoredFile it) {
            String checksum = it.checksumSha256Base64();
            return new Facts(it.id(), it.organizationId(), it.name(), it.path(), it.mimeType(), it.size(), it.storageVersion(), it.checksumEtag(),
                    checksum, checksum == null ? null : HexFormat.of().formatHex(Base64.getDecoder().decode(checksum)), it.lastModifiedAt(),
                    it.version(), it.service(), it.isUploaded(), readable(it.size()));
        }

        private static String readable(long bytes) {
            double amount = bytes;
            for (String unit : List.of("B", "KB", "MB")) {
                if (amount < 1_000) {
                    return unit.equals("B") ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", amount, unit);
                }
                amount /= 1_000;
            }
            return String.format(Locale.ROOT, "%.1f GB", amount);
        }
    }

    /** A file for those it was meant for. */
    record Private(@JsonUnwrapped Facts facts, Instant createdAt, @Nullable Instant flaggedMaliciousAt) implements FileView {}

    /** A picture everybody may see. */
    record Public(@JsonUnwrapped Facts facts, Instant createdAt, String publicUrl) implements FileView {}

    /** A file whose parts can be put; {@code id} and {@code path} of the upload are sent again when they all have been. */
    record Upload(@JsonUnwrapped Facts facts, Multipart upload) {
        public static Upload of(StoredFile file, List<Part> parts) {
            return new Upload(Facts.of(file), new Multipart(file.uploadId(), file.path(), parts));
        }
    }

    /** Where the parts go. */
    record Multipart(String id, String path, List<Part> parts) {}

    /** Where a part goes, with which headers and until when. */
    record Part(int number, long chunkStart, long chunkEnd, @Nullable String checksumSha256Base64, String url, Instant expiresAt,
            Map<String, String> headers) {}

    static FileView of(StoredFile it, FileStore store) {
        return it.service().isPublic() ? open(it, store.publicUrl(it.path())) : new Private(Facts.of(it), it.createdAt(), it.flaggedMaliciousAt());
    }

    /** The pictures of a product, in its order. */
    static List<FileView> mediasOf(Product product) {
        return product.medias().stream().map(media -> open(media.file(), media.publicUrl())).toList();
    }

    private static FileView open(StoredFile it, String url) { return new Public(Facts.of(it), it.createdAt(), url); }
}

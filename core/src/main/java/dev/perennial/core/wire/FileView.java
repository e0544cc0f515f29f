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

/** A file, by what it is for. */
public sealed interface FileView {
    /** What is known of every file. */
    record Facts(UUID id, UUID organizationId, String name, String path, String mimeType, long size, @Nullable String storageVersion,
            @Nullable String checksumEtag, @Nullable String checksumSha256Base64, @Nullable String checksumSha256Hex,
            @Nullable Instant lastModifiedAt, @Nullable String version, boolean isUploaded, String sizeReadable) {
        static Facts of(StoredFile it) {
            String checksum = it.checksumSha256Base64();
            return new Facts(it.id(), it.organizationId(), it.name(), it.path(), it.mimeType(), it.size(), it.storageVersion(), it.checksumEtag(),
                    checksum, checksum == null ? null : HexFormat.of().formatHex(Base64.getDecoder().decode(checksum)), it.lastModifiedAt(),
                    it.version(), it.isUploaded(), readable(it.size()));
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

    /** A file that is sold. */
    record Downloadable(@JsonUnwrapped Facts facts, @Form(oneOf = "downloadable") String service, Instant createdAt,
            @Nullable Instant flaggedMaliciousAt) implements FileView {}

    /** A file that support was sent. */
    record SupportCaseAttachment(@JsonUnwrapped Facts facts, @Form(oneOf = "support_case_attachment") String service, Instant createdAt,
            @Nullable Instant flaggedMaliciousAt) implements FileView {}

    /** A picture of a product. */
    record ProductMedia(@JsonUnwrapped Facts facts, @Form(oneOf = "product_media") String service, Instant createdAt,
            String publicUrl) implements FileView {}

    /** The picture of an organization. */
    record OrganizationAvatar(@JsonUnwrapped Facts facts, @Form(oneOf = "organization_avatar") String service, Instant createdAt,
            String publicUrl) implements FileView {}

    /** A file whose parts can be put; {@code id} and {@code path} of the upload are sent again when they all have been. */
    record Upload(@JsonUnwrapped Facts facts, FileService service, Multipart upload) {
        public static Upload of(StoredFile file, List<Part> parts) {
            return new Upload(Facts.of(file), file.service(), new Multipart(file.uploadId(), file.path(), parts));
        }
    }

    /** Where the parts go. */
    record Multipart(String id, String path, List<Part> parts) {}

    /** Where a part goes, with which headers and until when. */
    record Part(int number, long chunkStart, long chunkEnd, @Nullable String checksumSha256Base64, String url, Instant expiresAt,
            Map<String, String> headers) {}

    static FileView of(StoredFile it, FileStore store) {
        var facts = Facts.of(it);
        return switch (it.service()) {
            case DOWNLOADABLE -> new Downloadable(facts, it.service().wire(), it.createdAt(), it.flaggedMaliciousAt());
            case SUPPORT_CASE_ATTACHMENT -> new SupportCaseAttachment(facts, it.service().wire(), it.createdAt(), it.flaggedMaliciousAt());
            case PRODUCT_MEDIA -> new ProductMedia(facts, it.service().wire(), it.createdAt(), store.publicUrl(it.path()));
            case ORGANIZATION_AVATAR -> new OrganizationAvatar(facts, it.service().wire(), it.createdAt(), store.publicUrl(it.path()));
        };
    }

    /** The pictures of a product, in its order. */
    static List<ProductMedia> mediasOf(Product product) {
        return product.medias().stream()
                .map(media -> new ProductMedia(Facts.of(media.file()), media.file().service().wire(), media.file().createdAt(), media.publicUrl()))
                .toList();
    }
}

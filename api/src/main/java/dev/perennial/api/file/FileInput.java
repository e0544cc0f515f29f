package dev.perennial.api.file;

import static dev.perennial.api.platform.input.Values.byteCount;
import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.whole;

import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.OrganizationField;
import dev.perennial.api.platform.input.Union;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.file.FileService;
import dev.perennial.core.file.FileStore;
import dev.perennial.core.identity.MerchantCaller;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A file to be uploaded.
 *
 * @param size bytes
 * @param checksum SHA-256 of the whole, in base64
 */
record FileInput(UUID organizationId, FileService service, String name, String mimeType, long size, Optional<String> checksum, List<Part> parts,
        Optional<String> version) {
    private static final int MOST_PARTS = 10_000;
    private static final int LONGEST_NAME = 1_024;
    private static final Value<String> NAME = text().length(1, LONGEST_NAME);
    private static final Value<String> CHECKSUM = text().map(FileInput::digest);
    private static final Value<List<Part>> PARTS = listOf(objectOf(FileInput::part)).size(1, MOST_PARTS)
            .must(parts -> parts.stream().map(Part::number).distinct().count() == parts.size(), "every part has a number of its own.");
    private static final Value<List<Part>> UPLOAD = objectOf(in -> in.required("parts", PARTS));

    /** A part to be put: bytes from {@code start} to {@code end}. */
    record Part(int number, long start, long end, Optional<String> checksum) {
        /** The most bytes it can have: some clients count the last one in. */
        long length() { return end - start + 1; }
    }

    static Value<FileInput> toCreate(MerchantCaller caller) {
        Union<FileInput> union = Union.on("service");
        for (FileService service : FileService.values()) {
            union = union.when(service.wire(), in -> read(in, service, caller));
        }
        return union;
    }

    private static Supplier<FileInput> read(Fields in, FileService service, MerchantCaller caller) {
        var organization = OrganizationField.read(in, caller);
        var name = in.required("name", NAME);
        var mimeType = in.required("mime_type", text().length(1, 255).matching(service.mimeTypes()));
        var size = in.required("size", byteCount(1, service.largest()));
        var checksum = in.optional("checksum_sha256_base64", CHECKSUM);
        var parts = in.required("upload", UPLOAD);
        var version = in.optional("version", text());
        return () -> new FileInput(organization.get(), service, name.get(), mimeType.get(), size.get(), checksum, parts.get(), version);
    }

    private static Supplier<Part> part(Fields in) {
        var number = in.required("number", whole().between(1, MOST_PARTS));
        var start = in.required("chunk_start", byteCount(0, FileService.DOWNLOADABLE.largest()));
        var end = in.required("chunk_end", byteCount(0, FileService.DOWNLOADABLE.largest()));
        var checksum = in.optional("checksum_sha256_base64", CHECKSUM);
        return () -> new Part(number.get(), start.get(), end.get(), checksum);
    }

    private static String digest(String base64) {
        if (Base64.getDecoder().decode(base64).length != 32) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes");
        }
        return base64;
    }

    /**
     * Word that all parts were put.
     *
     * @param uploadId what the storage called the upload
     */
    record Done(String uploadId, String path, List<FileStore.Part> parts) {
        private static final Value<List<FileStore.Part>> PARTS = listOf(objectOf(Done::part)).size(1, MOST_PARTS)
                .must(parts -> parts.stream().map(FileStore.Part::number).distinct().count() == parts.size(), "every part is named once.");

        static Supplier<Done> read(Fields in) {
            var id = in.required("id", text());
            var path = in.required("path", text());
            var parts = in.required("parts", PARTS);
            return () -> new Done(id.get(), path.get(), parts.get());
        }

        private static Supplier<FileStore.Part> part(Fields in) {
            var number = in.required("number", whole().between(1, MOST_PARTS));
            var etag = in.required("checksum_etag", text().map(quoted -> quoted.replace("\"", "")));
            if (!in.has("checksum_sha256_base64")) {
                in.refuse("checksum_sha256_base64", "missing", "This field is required.");
            }
            var checksum = in.optional("checksum_sha256_base64", CHECKSUM);
            return () -> new FileStore.Part(number.get(), etag.get(), checksum.orElse(null));
        }
    }

    /** What is to be changed about a file; nothing and an empty text change nothing. */
    record Change(Optional<String> name, Optional<String> version) {
        static Supplier<Change> read(Fields in) {
            var name = in.optional("name", text().blankAsNull().atMost(LONGEST_NAME));
            var version = in.optional("version", text().blankAsNull());
            return () -> new Change(name, version);
        }
    }
}

package dev.perennial.api.file;

import dev.perennial.api.platform.document.Operation;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ByteStream;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Query;
import dev.perennial.api.platform.input.Values;
import dev.perennial.core.file.Attachment;
import dev.perennial.core.file.BadParts;
import dev.perennial.core.file.FileStore;
import dev.perennial.core.file.Files;
import dev.perennial.core.file.LocalFiles;
import dev.perennial.core.file.LocalFiles.DownloadRequest;
import dev.perennial.core.file.LocalFiles.PartRequest;
import dev.perennial.core.file.StoredFile;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.server.types.files.SystemFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts and gets the bytes of files where the installation keeps them itself. Whoever has an address that was signed may use it until it ends; pictures need no
 * signature. Without a directory of its own the installation knows none of these paths.
 */
@Controller("/v1/storage")
class StorageController {
    private final FileStore store;
    private final Files files;

    StorageController(FileStore store, Files files) {
        this.store = store;
        this.files = files;
    }

    @Put("/parts/{upload}/{number}")
    @Consumes(MediaType.ALL)
    @Access(subjects = Subject.ANONYMOUS)
    @Operation(refuses = "NotPermitted")
    @Status(HttpStatus.OK)
    HttpResponse<Void> put(UUID upload, @PathVariable Integer number, Query query, ByteStream bytes) throws IOException {
        PartRequest request = query.read(in -> {
            var expires = in.required("expires", Values.text().matching("[0-9]{1,12}").map(Long::parseLong));
            var most = in.required("most", Values.text().matching("[0-9]{1,12}").map(Long::parseLong));
            var checksum = in.required("checksum", Values.text());
            var signature = in.required("signature", Values.text());
            return () -> new PartRequest(upload.toString(), number, most.get(), expires.get(), checksum.get(), signature.get());
        });
        LocalFiles local = local();
        if (!local.accepts(request)) {
            throw ApiError.of("NotPermitted", "This address is not valid, or not any more.");
        }
        try (var in = bytes.open()) {
            String etag = local.receive(request, in);
            // A page of another origin needs the etag to complete the upload.
            return HttpResponse.<Void>ok().header(HttpHeaders.ETAG, "\"" + etag + "\"").header(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS,
                    HttpHeaders.ETAG);
        } catch (BadParts wrong) {
            throw InvalidRequest.of("value_error", Loc.body(), String.valueOf(wrong.getMessage()), null);
        }
    }

    @Get("/objects/{service}/{organization}/{object}/{name}")
    @Access(subjects = Subject.ANONYMOUS)
    @Operation(value = "storage:download", refuses = "NotPermitted")
    @Status(HttpStatus.OK)
    HttpResponse<SystemFile> get(@PathVariable String service, UUID organization, UUID object, @PathVariable String name, Query query) {
        String path = service + "/" + organization + "/" + object + "/" + name;
        Optional<DownloadRequest> request = query.read(in -> {
            var signature = in.optional("signature", Values.text());
            var expires = in.optional("expires", Values.text().matching("[0-9]{1,12}").map(Long::parseLong)).orElse(0L);
            String saveAs = in.orElse("name", Values.text(), "");
            String type = in.orElse("type", Values.text(), "");
            return () -> signature.map(sent -> new DownloadRequest(path, saveAs, type, expires, sent));
        });
        LocalFiles local = local();
        Path bytes = local.find(path).orElseThrow(ApiError::notFound);
        if (request.isPresent()) {
            DownloadRequest signed = request.get();
            if (!local.accepts(signed)) {
                throw ApiError.of("NotPermitted", "This address is not valid, or not any more.");
            }
            return answer(bytes, signed.mimeType(), "private, no-store").header(HttpHeaders.CONTENT_DISPOSITION, Attachment.named(signed.name()));
        }
        StoredFile picture = files.findByPath(path).filter(file -> file.service().isPublic() && file.flaggedMaliciousAt() == null)
                .orElseThrow(ApiError::notFound);
        return answer(bytes, picture.mimeType(), "public, max-age=31536000, immutable");
    }

    /** What a merchant uploaded must not run as a page of ours, whatever it says it is. */
    private static MutableHttpResponse<SystemFile> answer(Path bytes, String mimeType, String caching) {
        return HttpResponse.ok(new SystemFile(bytes.toFile(), MediaType.of(mimeType))).header(HttpHeaders.CACHE_CONTROL, caching)
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
    }

    private LocalFiles local() {
        if (store instanceof LocalFiles local) {
            return local;
        }
        throw ApiError.notFound();
    }
}

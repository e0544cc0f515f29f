package dev.perennial.api.file;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.core.file.BadParts;
import dev.perennial.core.file.FileService;
import dev.perennial.core.file.FileStore;
import dev.perennial.core.file.Files;
import dev.perennial.core.file.StoredFile;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.NotPermitted;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.wire.FileView;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Announces, completes, renames and removes files (spec 06 §9). The storage is never called inside a transaction. */
@Singleton
class FileDesk {
    private final TransactionOperations<Connection> transactions;
    private final Files files;
    private final FileStore store;
    private final Clock clock;

    FileDesk(TransactionOperations<Connection> transactions, Files files, FileStore store, Clock clock) {
        this.transactions = transactions;
        this.files = files;
        this.store = store;
        this.clock = clock;
    }

    FileView.Upload create(FileInput input, MerchantCaller caller) {
        caller.demand(Permission.PRODUCTS_MANAGE, input.organizationId());
        if (input.parts().stream().anyMatch(part -> part.end() < part.start())
                || input.parts().stream().mapToLong(part -> part.end() - part.start()).sum() > input.size()) {
            throw InvalidRequest.of("value_error", Loc.body("upload", "parts"), "The parts are larger than the file.", null);
        }
        Instant now = clock.instant();
        String path = StoredFile.pathOf(input.service(), input.organizationId(), UUID.randomUUID(), input.name());
        String upload = store.begin(path, input.mimeType());
        StoredFile file = new StoredFile(RequestIds.next(), now, null, input.organizationId(), input.service(), input.name(), path, input.mimeType(),
                input.size(), input.version().orElse(null), upload, null, input.checksum().orElse(null), null, null, false, null);
        List<FileView.Part> parts = input.parts().stream().map(part -> signed(file, part, now)).toList();
        files.insert(file);
        return FileView.Upload.of(file, parts);
    }

    private FileView.Part signed(StoredFile file, FileInput.Part part, Instant now) {
        String checksum = part.checksum().orElse(null);
        FileStore.Signed signed = store.part(file.path(), file.uploadId(), new FileStore.Announced(part.number(), part.length(), checksum), now);
        return new FileView.Part(part.number(), part.start(), part.end(), checksum, signed.url(), signed.expiresAt(), signed.headers());
    }

    /** Completed twice, the second time says what the first did. */
    FileView complete(UUID id, FileInput.Done done, MerchantCaller caller) {
        StoredFile file = managed(id, caller);
        if (!done.uploadId().equals(file.uploadId())) {
            throw InvalidRequest.of("value_error", Loc.body("id"), "This is not the upload of the file.", done.uploadId());
        }
        if (!done.path().equals(file.path())) {
            throw InvalidRequest.of("value_error", Loc.body("path"), "This is not the path of the file.", done.path());
        }
        if (file.isUploaded()) {
            return FileView.of(file, store);
        }
        try {
            StoredFile uploaded = file.uploaded(store.complete(file.path(), file.uploadId(), done.parts(), file.size()), clock.instant());
            files.update(uploaded);
            return FileView.of(uploaded, store);
        } catch (BadParts wrong) {
            throw InvalidRequest.of("value_error", locOf(wrong, done.parts()), String.valueOf(wrong.getMessage()), null);
        }
    }

    private static Loc locOf(BadParts wrong, List<FileStore.Part> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).number() == wrong.number()) {
                return Loc.body("parts", i);
            }
        }
        return Loc.body("parts");
    }

    FileView update(UUID id, FileInput.Change change, MerchantCaller caller) {
        StoredFile file = managed(id, caller);
        refuseAttachment(file);
        StoredFile named = file.named(change.name().orElse(file.name()), change.version().orElse(file.version()), clock.instant());
        files.update(named);
        return FileView.of(named, store);
    }

    void delete(UUID id, MerchantCaller caller) {
        StoredFile file = managed(id, caller);
        refuseAttachment(file);
        transactions.executeWrite(_ -> {
            files.delete(id, clock.instant());
            return true;
        });
        store.delete(file.path());
    }

    private static void refuseAttachment(StoredFile file) {
        if (file.service() == FileService.SUPPORT_CASE_ATTACHMENT) {
            throw new NotPermitted("What was sent to support stays as it is.");
        }
    }

    private StoredFile managed(UUID id, MerchantCaller caller) {
        StoredFile file = files.find(id).filter(one -> caller.reaches(one.organizationId())).orElseThrow(ApiError::notFound);
        caller.demand(Permission.PRODUCTS_MANAGE, file.organizationId());
        return file;
    }
}

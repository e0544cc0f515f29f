package dev.perennial.core.file.persistence;

import static java.util.Objects.requireNonNull;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.perennial.core.file.FileService;
import dev.perennial.core.file.Files;
import dev.perennial.core.file.StoredFile;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

@Singleton
final class JdbcFiles implements Files {
    private static final String SELECT = "select to_jsonb(file) as file from file where ";

    private final Sql sql;

    JdbcFiles(Sql sql) { this.sql = sql; }

    private enum Key {
        CREATED_AT
    }

    @Override
    public Optional<StoredFile> find(UUID id) {
        return sql.find(SELECT + "id = ? and deleted_at is null", JdbcFiles::read, id);
    }

    @Override
    public Optional<StoredFile> findByPath(String path) {
        return sql.find(SELECT + "path = ? and is_uploaded and deleted_at is null", JdbcFiles::read, path);
    }

    @Override
    public Map<UUID, StoredFile> findAll(Collection<UUID> ids) {
        return sql.list(SELECT + "id = any(?::uuid[]) and deleted_at is null", JdbcFiles::read, ids).stream()
                .collect(toMap(StoredFile::id, identity()));
    }

    @Override
    public void insert(StoredFile it) {
        sql.insert("file", """
                id, created_at, modified_at, organization_id, service, name, path, mime_type, size, version, upload_id, checksum_etag,
                checksum_sha256_base64, storage_version, last_modified_at, is_uploaded, flagged_malicious_at""", it.id(), it.createdAt(),
                it.modifiedAt(), it.organizationId(), it.service().wire(), it.name(), it.path(), it.mimeType(), it.size(), it.version(),
                it.uploadId(), it.checksumEtag(), it.checksumSha256Base64(), it.storageVersion(), it.lastModifiedAt(), it.isUploaded(),
                it.flaggedMaliciousAt());
    }

    @Override
    public void update(StoredFile it) {
        sql.updateOne("""
                update file set modified_at = ?, name = ?, version = ?, checksum_etag = ?, checksum_sha256_base64 = ?, storage_version = ?,
                    last_modified_at = ?, is_uploaded = ?, flagged_malicious_at = ?
                where id = ?
                """, it.modifiedAt(), it.name(), it.version(), it.checksumEtag(), it.checksumSha256Base64(), it.storageVersion(), it.lastModifiedAt(),
                it.isUploaded(), it.flaggedMaliciousAt(), it.id());
    }

    @Override
    public void delete(UUID id, Instant now) {
        sql.requireTransaction();
        sql.update("delete from product_media where file_id = ?", id);
        sql.updateOne("update file set deleted_at = ? where id = ?", now, id);
    }

    @Override
    public Listing<StoredFile> list(Set<UUID> organizations, List<UUID> ids, PageRequest page) {
        return ListQuery.within(organizations).and("deleted_at is null").and("is_uploaded").and("service <> ?",
                FileService.SUPPORT_CASE_ATTACHMENT.wire()).any("id", ids).page(sql, SELECT, "file", List.of(Sort.descending(Key.CREATED_AT)),
                        _ -> "created_at", page, JdbcFiles::read);
    }

    private static StoredFile read(Row row) { return requireNonNull(row.json("file", StoredFile.class)); }
}

package dev.perennial.core.file.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perennial.core.file.BadParts;
import dev.perennial.core.file.FileService;
import dev.perennial.core.file.FileStore;
import dev.perennial.core.file.LocalFiles;
import dev.perennial.core.file.StoredFile;
import dev.perennial.core.identity.HmacSha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps the bytes in a directory: {@code uploads/<upload>/<number>} for parts, {@code objects/<service>/<organization>/<object>} for whole files. Of what comes
 * from outside only ids and numbers ever become part of a path. Addresses are signed with a key derived from the installation's secret.
 */
final class DiskFileStore implements FileStore, LocalFiles {
    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final Pattern PATH = Pattern.compile(Stream.of(FileService.values()).map(FileService::wire)
            .collect(Collectors.joining("|", "(", ")/" + ID + "/" + ID + "/[A-Za-z0-9._-]+")));
    private static final String NO_CHECKSUM = "any";
    private static final int BUFFER = 1 << 16;
    /** An upload that nobody completed is forgotten: its addresses have long ended. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path directory;
    private final String publicUrl;
    private final byte[] key;
    private final Clock clock;

    DiskFileStore(Path directory, String publicUrl, String secret, Clock clock) {
        this.directory = directory.toAbsolutePath();
        this.publicUrl = publicUrl;
        this.key = HmacSha256.of(secret.getBytes(UTF_8), "files".getBytes(UTF_8));
        this.clock = clock;
    }

    @Override
    public String begin(String path, String mimeType) {
        object(path);
        UUID upload = UUID.randomUUID();
        try {
            removeAbandoned();
            Files.createDirectories(upload(upload.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return upload.toString();
    }

    @Override
    public Signed part(String path, String uploadId, Announced part, Instant now) {
        String checksumSha256Base64 = part.checksumSha256Base64();
        Instant expiresAt = now.plus(SIGNED_FOR);
        String checksum = checksumSha256Base64 == null ? NO_CHECKSUM : checksumSha256Base64;
        String signature = sign("part", uploadId, "" + part.number(), "" + part.most(), "" + expiresAt.getEpochSecond(), checksum);
        String url = publicUrl + "/v1/storage/parts/" + uploadId + "/" + part.number() + "?most=" + part.most() + "&expires="
                + expiresAt.getEpochSecond() + "&checksum="
                + encoded(checksum) + "&signature=" + signature;
        // The headers that an S3-compatible storage would ask for, so that clients do the same everywhere.
        Map<String, String> headers = checksumSha256Base64 == null
                ? Map.of()
                : Map.of("x-amz-checksum-sha256", checksumSha256Base64, "x-amz-sdk-checksum-algorithm", "SHA256");
        return new Signed(url, headers, expiresAt);
    }

    @Override
    public boolean accepts(PartRequest it) {
        return it.expires() > clock.instant().getEpochSecond()
                && matches(it.signature(), sign("part", it.uploadId(), "" + it.number(), "" + it.most(), "" + it.expires(), it.checksum()));
    }

    @Override
    public String receive(PartRequest request, InputStream bytes) throws IOException {
        Path upload = upload(request.uploadId());
        if (!Files.isDirectory(upload)) {
            throw new BadParts(request.number(), "The upload has been completed or given up.");
        }
        Path arriving = Files.createTempFile(upload, "part", ".tmp");
        try {
            byte[] digest;
            try (var in = new DigestInputStream(bytes, sha256()); OutputStream out = Files.newOutputStream(arriving)) {
                copy(in, out, request);
                digest = in.getMessageDigest().digest();
            }
            if (!request.checksum().equals(NO_CHECKSUM) && !request.checksum().equals(Base64.getEncoder().encodeToString(digest))) {
                throw new BadParts(request.number(), "The part is not the one whose checksum was announced.");
            }
            Files.move(arriving, upload.resolve("" + request.number()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return HexFormat.of().formatHex(digest);
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    private static void copy(InputStream in, OutputStream out, PartRequest request) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = request.most();
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            left -= read;
            if (left < 0) {
                throw new BadParts(request.number(), "The part is larger than was announced.");
            }
            out.write(buffer, 0, read);
        }
    }

    @Override
    public Completed complete(String path, String uploadId, List<Part> parts, long size) {
        Path object = object(path);
        Path upload = upload(uploadId);
        try {
            Files.createDirectories(object.getParent());
            Path whole = Files.createTempFile(upload, "whole", ".tmp");
            MessageDigest digests = sha256();
            try (OutputStream out = Files.newOutputStream(whole)) {
                for (Part part : parts.stream().sorted(Comparator.comparingInt(Part::number)).toList()) {
                    digests.update(append(upload, part, out));
                }
            }
            if (Files.size(whole) != size) {
                throw new BadParts(0, "The parts have " + Files.size(whole) + " bytes together, not " + size + ".");
            }
            Files.move(whole, object, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            remove(upload);
            byte[] digest = digests.digest();
            return new Completed(HexFormat.of().formatHex(digest) + "-" + parts.size(), Base64.getEncoder().encodeToString(digest), null,
                    Files.getLastModifiedTime(object).toInstant());
        } catch (NoSuchFileException gone) {
            throw new BadParts(0, "The upload has been completed or given up.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a part to the whole, and answers its digest. */
    private static byte[] append(Path upload, Part part, OutputStream out) throws IOException {
        Path stored = upload.resolve("" + part.number());
        if (!Files.exists(stored)) {
            throw new BadParts(part.number(), "The part was never uploaded.");
        }
        var copied = new DigestOutputStream(out, sha256());
        Files.copy(stored, copied);
        byte[] digest = copied.getMessageDigest().digest();
        if (!part.etag().equals(HexFormat.of().formatHex(digest))) {
            throw new BadParts(part.number(), "The part has another etag.");
        }
        if (part.checksumSha256Base64() != null && !part.checksumSha256Base64().equals(Base64.getEncoder().encodeToString(digest))) {
            throw new BadParts(part.number(), "The part has another checksum.");
        }
        return digest;
    }

    @Override
    public void delete(String path) {
        try {
            Files.deleteIfExists(object(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String publicUrl(String path) { return publicUrl + "/v1/storage/objects/" + path; }

    @Override
    public Signed download(StoredFile file, Instant now) {
        Instant expiresAt = now.plus(SIGNED_FOR);
        String signature = sign("download", file.path(), file.name(), file.mimeType(), "" + expiresAt.getEpochSecond());
        String url = publicUrl(file.path()) + "?name=" + encoded(file.name()) + "&type=" + encoded(file.mimeType()) + "&expires="
                + expiresAt.getEpochSecond() + "&signature=" + signature;
        return new Signed(url, Map.of(), expiresAt);
    }

    @Override
    public boolean accepts(DownloadRequest it) {
        return it.expires() > clock.instant().getEpochSecond()
                && matches(it.signature(), sign("download", it.path(), it.name(), it.mimeType(), "" + it.expires()));
    }

    @Override
    public Optional<Path> find(String path) {
        return PATH.matcher(path).matches() ? Optional.of(object(path)).filter(Files::isRegularFile) : Optional.empty();
    }

    private Path upload(String id) { return directory.resolve("uploads").resolve(UUID.fromString(id).toString()); }

    private Path object(String path) {
        var form = PATH.matcher(path);
        if (!form.matches()) {
            throw new IllegalArgumentException("no path of an object: " + path);
        }
        return directory.resolve("objects").resolve(form.group(1)).resolve(UUID.fromString(form.group(2)).toString())
                .resolve(UUID.fromString(form.group(3)).toString());
    }

    private void removeAbandoned() throws IOException {
        Path uploads = directory.resolve("uploads");
        if (!Files.isDirectory(uploads)) {
            return;
        }
        Instant before = clock.instant().minus(ABANDONED);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(uploads,
                upload -> Files.getLastModifiedTime(upload).toInstant().isBefore(before))) {
            for (Path upload : all) {
                remove(upload);
            }
        } catch (DirectoryIteratorException | NoSuchFileException _) {
            return; // Somebody else removes them at the same time.
        }
    }

    private static void remove(Path upload) throws IOException {
        List<Path> parts = new ArrayList<>();
        try (Stream<Path> left = Files.list(upload)) {
            left.forEach(parts::add);
        }
        for (Path part : parts) {
            Files.deleteIfExists(part);
        }
        Files.deleteIfExists(upload);
    }

    /** Every field ends where its length says, so that no two requests have the same text. */
    private String sign(String... fields) {
        StringBuilder text = new StringBuilder();
        for (String field : fields) {
            text.append(field.length()).append(':').append(field);
        }
        return HexFormat.of().formatHex(HmacSha256.of(key, text.toString().getBytes(UTF_8)));
    }

    private static boolean matches(String given, String ours) { return MessageDigest.isEqual(given.getBytes(UTF_8), ours.getBytes(UTF_8)); }

    private static String encoded(String value) { return URLEncoder.encode(value, UTF_8).replace("+", "%20"); }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

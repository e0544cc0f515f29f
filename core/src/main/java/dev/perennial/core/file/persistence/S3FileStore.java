package dev.perennial.core.file.persistence;

import dev.perennial.core.file.Attachment;
import dev.perennial.core.file.BadParts;
import dev.perennial.core.file.FileService;
import dev.perennial.core.file.FileStore;
import dev.perennial.core.file.StoredFile;
import dev.perennial.core.settings.Settings;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Keeps the bytes in an S3-compatible storage: objects everybody may read in one bucket, all others in another, which may be the same. */
final class S3FileStore implements FileStore, AutoCloseable {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;

    private final Settings.S3 settings;
    private final S3Client client;
    private final S3Presigner presigner;

    S3FileStore(Settings.S3 settings) {
        this.settings = settings;
        AwsCredentialsProvider credentials = StaticCredentialsProvider
                .create(AwsBasicCredentials.create(settings.accessKeyId(), settings.secretAccessKey()));
        Region region = Region.of(settings.region());
        URI endpoint = settings.endpoint();
        var client = S3Client.builder().region(region).credentialsProvider(credentials).httpClient(UrlConnectionHttpClient.create())
                .forcePathStyle(endpoint != null).requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        var presigner = S3Presigner.builder().region(region).credentialsProvider(credentials)
                .serviceConfiguration(S3Configuration.builder().pathStyleAccessEnabled(endpoint != null).build());
        if (endpoint != null) {
            client.endpointOverride(endpoint);
            presigner.endpointOverride(endpoint);
        }
        this.client = client.build();
        this.presigner = presigner.build();
    }

    @Override
    public String begin(String path, String mimeType) {
        return client.createMultipartUpload(
                request -> request.bucket(bucket(path)).key(path).contentType(mimeType).checksumAlgorithm(ChecksumAlgorithm.SHA256)).uploadId();
    }

    @Override
    public Signed part(String path, String uploadId, Announced announced, Instant now) {
        String checksumSha256Base64 = announced.checksumSha256Base64();
        var signed = presigner.presignUploadPart(presign -> presign.signatureDuration(SIGNED_FOR).uploadPartRequest(part -> {
            part.bucket(bucket(path)).key(path).uploadId(uploadId).partNumber(announced.number());
            if (checksumSha256Base64 != null) {
                part.checksumAlgorithm(ChecksumAlgorithm.SHA256).checksumSHA256(checksumSha256Base64);
            }
        }));
        return signed(signed);
    }

    @Override
    public Completed complete(String path, String uploadId, List<Part> parts, long size) {
        List<CompletedPart> completed = new ArrayList<>();
        for (Part part : parts.stream().sorted(Comparator.comparingInt(Part::number)).toList()) {
            completed.add(CompletedPart.builder().partNumber(part.number()).eTag(part.etag()).checksumSHA256(part.checksumSha256Base64()).build());
        }
        try {
            var done = client.completeMultipartUpload(
                    request -> request.bucket(bucket(path)).key(path).uploadId(uploadId).multipartUpload(upload -> upload.parts(completed)));
            var object = client.headObject(request -> request.bucket(bucket(path)).key(path));
            if (object.contentLength() != size) {
                delete(path);
                throw new BadParts(0, "The parts have " + object.contentLength() + " bytes together, not " + size + ".");
            }
            return new Completed(Etags.plain(done.eTag()), Etags.composite(done.checksumSHA256(), parts), done.versionId(), object.lastModified());
        } catch (S3Exception refused) {
            if (refused.statusCode() == BAD_REQUEST || refused.statusCode() == NOT_FOUND) {
                throw new BadParts(0, "The storage refused the parts: " + refused.awsErrorDetails().errorMessage());
            }
            throw refused;
        }
    }

    @Override
    public void delete(String path) {
        client.deleteObject(request -> request.bucket(bucket(path)).key(path));
    }

    @Override
    public String publicUrl(String path) { return settings.publicUrl() + "/" + path; }

    @Override
    public Signed download(StoredFile file, Instant now) {
        return signed(presigner.presignGetObject(presign -> presign.signatureDuration(SIGNED_FOR).getObjectRequest(
                get -> get.bucket(bucket(file.path())).key(file.path()).responseContentDisposition(Attachment.named(file.name())))));
    }

    private String bucket(String path) {
        boolean open = Arrays.stream(FileService.values()).filter(FileService::isPublic).anyMatch(service -> path.startsWith(service.wire() + "/"));
        return open ? settings.publicBucket() : settings.bucket();
    }

    /** With every header the client has to send, except for the host, which it sends anyway. */
    private static Signed signed(PresignedRequest signed) {
        Map<String, String> headers = new TreeMap<>();
        signed.signedHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
                headers.put(name, String.join(",", values));
            }
        });
        return new Signed(signed.url().toString(), headers, signed.expiration());
    }

    @Override
    public void close() {
        client.close();
        presigner.close();
    }
}

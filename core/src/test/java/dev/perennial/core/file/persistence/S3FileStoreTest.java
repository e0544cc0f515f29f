package dev.perennial.core.file.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.perennial.core.file.BadParts;
import dev.perennial.core.file.FileService;
import dev.perennial.core.file.FileStore.Announced;
import dev.perennial.core.file.FileStore.Part;
import dev.perennial.core.file.StoredFile;
import dev.perennial.core.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.NullUnmarked;

/** The S3 protocol as far as uploads need it, against a storage that checks every signature in an address by computing it again. */
@NullUnmarked // JUnit makes the storage before each test.
class S3FileStoreTest {
    private static final String SECRET = "storage-secret";
    private static final byte[] CONTENT = "Hello, storage.".getBytes(StandardCharsets.UTF_8);

    private final Map<String, byte[]> parts = new ConcurrentHashMap<>();
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private HttpServer storage;
    private S3FileStore store;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() throws IOException {
        storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        storage.createContext("/", this::answer);
        storage.start();
        URI endpoint = URI.create("http://127.0.0.1:" + storage.getAddress().getPort());
        store = new S3FileStore(new Settings.S3("private", "public", "https://pictures.example.com", "eu-central-1", endpoint, "key-id", SECRET));
    }

    @AfterEach
    void stop() {
        store.close();
        client.close();
        storage.stop(0);
    }

    private static String pathOf(FileService service) {
        return StoredFile.pathOf(service, UUID.randomUUID(), UUID.randomUUID(), "My file.txt");
    }

    private int put(String url, Map<String, String> headers, byte[] bytes) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).PUT(HttpRequest.BodyPublishers.ofByteArray(bytes));
        headers.forEach(request::header);
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @Test
    void aFileGoesThereInPartsAndComesBackBySignedAddresses() throws Exception {
        String path = pathOf(FileService.DOWNLOADABLE);
        String upload = store.begin(path, "text/plain");
        assertThat(upload).isEqualTo("upload-1");
        String checksum = Base64.getEncoder().encodeToString(sha256(CONTENT));
        var part = store.part(path, upload, new Announced(1, 100, checksum), Instant.now());
        assertThat(part.url()).contains("/private/downloadable/").contains("partNumber=1").contains("uploadId=upload-1")
                .contains("X-Amz-Expires=3600");
        assertThat(part.headers()).containsEntry("x-amz-checksum-sha256", checksum).containsEntry("x-amz-sdk-checksum-algorithm", "SHA256");
        assertThat(part.expiresAt()).isBetween(Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_700));
        assertThat(put(part.url(), part.headers(), CONTENT)).isEqualTo(200);
        assertThat(put(part.url().replace("partNumber=1", "partNumber=2"), part.headers(), CONTENT)).as("another part's address").isEqualTo(403);

        var done = store.complete(path, upload, List.of(new Part(1, "etag-1", checksum)), CONTENT.length);
        assertThat(done.etag()).isEqualTo("whole-1");
        assertThat(done.checksumSha256Base64()).isEqualTo(Base64.getEncoder().encodeToString(sha256(sha256(CONTENT))));
        StoredFile file = new StoredFile(UUID.randomUUID(), Instant.EPOCH, null, UUID.randomUUID(), FileService.DOWNLOADABLE, "Größe.txt", path,
                "text/plain", CONTENT.length, null, upload, null, null, null, null, true, null);
        String download = store.download(file, Instant.now()).url();
        assertThat(download).contains("response-content-disposition=attachment");
        var got = client.send(HttpRequest.newBuilder(URI.create(download)).build(), BodyHandlers.ofByteArray());
        assertThat(got.statusCode()).isEqualTo(200);
        assertThat(got.body()).isEqualTo(CONTENT);
        assertThat(client.send(HttpRequest.newBuilder(URI.create(download.replace("attachment", "inline"))).build(), BodyHandlers.discarding())
                .statusCode()).isEqualTo(403);
        store.delete(path);
        assertThat(objects).isEmpty();
    }

    @Test
    void aPartThatTheStorageDoesNotKnowIsABadPart() {
        String path = pathOf(FileService.DOWNLOADABLE);
        String upload = store.begin(path, "text/plain");
        assertThatThrownBy(() -> store.complete(path, upload, List.of(new Part(7, "etag-7", null)), 5)).isInstanceOf(BadParts.class);
    }

    @Test
    void aFileOfAnotherSizeIsNotKept() throws Exception {
        String path = pathOf(FileService.DOWNLOADABLE);
        String upload = store.begin(path, "text/plain");
        var part = store.part(path, upload, new Announced(1, 100, null), Instant.now());
        assertThat(put(part.url(), part.headers(), CONTENT)).isEqualTo(200);
        assertThatThrownBy(() -> store.complete(path, upload, List.of(new Part(1, "etag-1", null)), 5)).isInstanceOf(BadParts.class);
        assertThat(objects).isEmpty();
    }

    @Test
    void picturesAreInTheBucketForEverybody() {
        String path = pathOf(FileService.PRODUCT_MEDIA);
        assertThat(store.part(path, "u", new Announced(1, 100, null), Instant.now()).url()).contains("/public/product_media/");
        assertThat(store.publicUrl(path)).isEqualTo("https://pictures.example.com/" + path);
    }

    private void answer(HttpExchange call) throws IOException {
        byte[] body = call.getRequestBody().readAllBytes();
        Map<String, String> query = queryOf(call.getRequestURI());
        String path = call.getRequestURI().getPath();
        boolean presigned = query.containsKey("X-Amz-Signature");
        if (presigned && !query.get("X-Amz-Signature").equals(signature(call, query))) {
            respond(call, 403, "");
        } else if (!presigned && call.getRequestHeaders().getFirst("Authorization") == null) {
            respond(call, 403, "");
        } else if (query.containsKey("uploads")) {
            respond(call, 200, "<InitiateMultipartUploadResult><UploadId>upload-1</UploadId></InitiateMultipartUploadResult>");
        } else if (query.containsKey("partNumber")) {
            parts.put("etag-" + query.get("partNumber"), body);
            respond(call, 200, "");
        } else if (query.containsKey("uploadId")) {
            complete(call, path, new String(body, StandardCharsets.UTF_8));
        } else if (call.getRequestMethod().equals("DELETE")) {
            objects.remove(path);
            respond(call, 204, "");
        } else {
            byte[] object = objects.get(path);
            call.getResponseHeaders().set("Last-Modified", "Sun, 01 Mar 2026 12:00:00 GMT");
            if (call.getRequestMethod().equals("HEAD")) {
                call.getResponseHeaders().set("Content-Length", "" + object.length);
                call.sendResponseHeaders(200, -1);
                call.close();
            } else {
                respond(call, 200, new String(object, StandardCharsets.UTF_8));
            }
        }
    }

    private void complete(HttpExchange call, String path, String order) throws IOException {
        String etag = order.replaceAll("(?s).*<ETag>(.*?)</ETag>.*", "$1").replace("&quot;", "").replace("\"", "");
        byte[] part = parts.get(etag);
        if (part == null) {
            respond(call, 400, "<Error><Code>InvalidPart</Code><Message>no such part</Message></Error>");
            return;
        }
        objects.put(path, part);
        respond(call, 200, "<CompleteMultipartUploadResult><ETag>&quot;whole-1&quot;</ETag><ChecksumSHA256>"
                + Base64.getEncoder().encodeToString(sha256(sha256(part))) + "-1</ChecksumSHA256></CompleteMultipartUploadResult>");
    }

    private static void respond(HttpExchange call, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            call.getResponseBody().write(bytes);
        }
        call.close();
    }

    /** The signature that the address should have: version 4 over method, path, query and the headers it names. */
    private static String signature(HttpExchange call, Map<String, String> query) {
        StringBuilder canonical = new StringBuilder(call.getRequestMethod()).append('\n').append(call.getRequestURI().getRawPath()).append('\n');
        TreeMap<String, String> signed = new TreeMap<>(rawQueryOf(call.getRequestURI()));
        signed.remove("X-Amz-Signature");
        canonical.append(String.join("&", signed.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList())).append('\n');
        for (String header : query.get("X-Amz-SignedHeaders").split(";")) {
            canonical.append(header).append(':').append(String.valueOf(call.getRequestHeaders().getFirst(header)).strip()).append('\n');
        }
        canonical.append('\n').append(query.get("X-Amz-SignedHeaders")).append("\nUNSIGNED-PAYLOAD");
        String[] scope = query.get("X-Amz-Credential").split("/");
        String text = "AWS4-HMAC-SHA256\n" + query.get("X-Amz-Date") + "\n" + String.join("/", List.of(scope).subList(1, 5)) + "\n"
                + HexFormat.of().formatHex(sha256(canonical.toString().getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String step : List.of(scope).subList(1, 5)) {
            key = hmac(key, step);
        }
        return HexFormat.of().formatHex(hmac(key, text));
    }

    private static Map<String, String> rawQueryOf(URI uri) {
        Map<String, String> query = new TreeMap<>();
        for (String pair : uri.getRawQuery() == null ? new String[0] : uri.getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            query.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return query;
    }

    private static Map<String, String> queryOf(URI uri) {
        Map<String, String> query = new TreeMap<>();
        rawQueryOf(uri).forEach((name, value) -> query.put(name, java.net.URLDecoder.decode(value, StandardCharsets.UTF_8)));
        return query;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (java.security.GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.contract.Contract;
import dev.perennial.core.file.FileStore;
import dev.perennial.core.file.Files;
import dev.perennial.core.identity.Role;
import dev.perennial.core.persistence.Sql;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files on the installation's own disk, by the addresses that clients are given. */
@NullUnmarked // JUnit sets the shop before any test.
class FilesTest {
    private static final String LIST = "/v1/files/";
    private static final byte[] PICTURE = "<svg/>".getBytes(StandardCharsets.UTF_8);
    @TempDir
    static Path directory;
    @AutoClose
    static final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static Contract contract;
    private static Shop shop;

    @BeforeAll
    static void open() {
        contract = Contract.orSkip();
        shop = new Shop(Map.of("PERENNIAL_FILES_DIRECTORY", directory.toString()));
    }

    @AfterAll
    static void close() {
        if (shop != null) {
            shop.close();
        }
    }

    private static JsonNode announced(String service, String name, String mimeType, byte[]... parts) {
        StringBuilder list = new StringBuilder();
        int start = 0;
        for (int i = 0; i < parts.length; i++) {
            list.append(i == 0 ? "" : ", ")
                    .append("""
                            {"number": %d, "chunk_start": %d, "chunk_end": %d, "checksum_sha256_base64": "%s"}""".formatted(i + 1, start,
                            start + parts[i].length,
                            base64(sha256(parts[i]))));
            start += parts[i].length;
        }
        JsonNode made = shop.post(shop.token, LIST, """
                {"service": "%s", "name": "%s", "mime_type": "%s", "size": %d, "upload": {"parts": [%s]}}""".formatted(service, name, mimeType, start,
                list)).json(201);
        contract.check("FileUpload", made);
        return made;
    }

    /** A part, put where its address says; the address is the installation's public one, which here is another port. */
    private static HttpResponse<String> put(JsonNode part, byte[] bytes) {
        var request = HttpRequest.newBuilder(local(part.get("url").asText())).PUT(BodyPublishers.ofByteArray(bytes));
        part.get("headers").properties().forEach(header -> request.header(header.getKey(), header.getValue().asText()));
        return sent(request.build(), BodyHandlers.ofString());
    }

    private static URI local(String url) {
        return URI.create(url.replace("http://localhost:8000", shop.url()));
    }

    private static <T> HttpResponse<T> sent(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request, handler);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static HttpResponse<byte[]> got(String url) {
        return sent(HttpRequest.newBuilder(local(url)).build(), BodyHandlers.ofByteArray());
    }

    private static String completion(JsonNode announced, byte[]... parts) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            byte[] digest = sha256(parts[i]);
            list.append(i == 0 ? "" : ", ").append("""
                    {"number": %d, "checksum_etag": "\\"%s\\"", "checksum_sha256_base64": "%s"}""".formatted(i + 1, HexFormat.of().formatHex(digest),
                    base64(digest)));
        }
        return "{\"id\": %s, \"path\": %s, \"parts\": [%s]}".formatted(announced.at("/upload/id"), announced.at("/upload/path"), list);
    }

    private static String path(JsonNode file) {
        return LIST + file.get("id").asText();
    }

    private static JsonNode uploaded(String service, String name, String mimeType, byte[]... parts) {
        JsonNode announced = announced(service, name, mimeType, parts);
        for (int i = 0; i < parts.length; i++) {
            assertThat(put(announced.at("/upload/parts/" + i), parts[i]).statusCode()).isEqualTo(200);
        }
        return shop.post(shop.token, path(announced) + "/uploaded", completion(announced, parts)).json(200);
    }

    @Test
    void aFileIsPutInPartsAndGotWhole() {
        byte[] first = new byte[11 * 1024 * 1024]; // More than any other body may have.
        byte[] second = new byte[1_000];
        new Random(1).nextBytes(first);
        new Random(2).nextBytes(second);
        JsonNode announced = announced("downloadable", "Größe & more/../x.zip", "application/zip", first, second);
        assertThat(announced.get("path").asText()).matches("downloadable/" + shop.organization + "/[0-9a-f-]{36}/Gr_e_more_.._x.zip");
        assertThat(announced.get("is_uploaded").asBoolean()).isFalse();
        assertThat(shop.get(shop.token, LIST + "?ids=" + announced.get("id").asText()).json(200).get("items")).as("not uploaded yet").isEmpty();
        var answer = put(announced.at("/upload/parts/0"), first);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("ETag")).contains("\"" + HexFormat.of().formatHex(sha256(first)) + "\"");
        assertThat(put(announced.at("/upload/parts/1"), second).statusCode()).isEqualTo(200);
        JsonNode file = shop.post(shop.token, path(announced) + "/uploaded", completion(announced, first, second)).json(200);
        contract.check("DownloadableFileRead", file);
        assertThat(file.get("is_uploaded").asBoolean()).isTrue();
        byte[] digests = Arrays.copyOf(sha256(first), 64);
        System.arraycopy(sha256(second), 0, digests, 32, 32);
        assertThat(file.get("checksum_sha256_base64").asText()).isEqualTo(base64(sha256(digests)));
        assertThat(file.get("checksum_sha256_hex").asText()).isEqualTo(HexFormat.of().formatHex(sha256(digests)));
        assertThat(file.get("size_readable").asText()).isEqualTo("11.5 MB");
        assertThat(shop.post(shop.token, path(announced) + "/uploaded", completion(announced, first, second)).json(200)).as("again").isEqualTo(file);
        JsonNode listed = shop.get(shop.token, LIST + "?ids=" + file.get("id").asText()).json(200);
        assertThat(listed.get("items")).hasSize(1);
        contract.check("FileRead", listed.at("/items/0"));

        var stored = shop.bean(Files.class).find(UUID.fromString(file.get("id").asText())).orElseThrow();
        FileStore store = shop.bean(FileStore.class);
        String url = store.download(stored, Instant.now()).url();
        var whole = got(url);
        assertThat(whole.statusCode()).isEqualTo(200);
        assertThat(whole.body()).hasSize(first.length + second.length).startsWith(Arrays.copyOf(first, 100)).endsWith(second);
        assertThat(whole.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%26%20more%2F..%2Fx.zip");
        assertThat(whole.headers().firstValue("Cache-Control")).contains("private, no-store");
        assertThat(got(store.publicUrl(stored.path())).statusCode()).as("without a signature").isEqualTo(404);
        assertThat(got(url.replace("type=application%2Fzip", "type=text%2Fhtml")).statusCode()).isEqualTo(403);
        assertThat(got(url.replaceAll("signature=.", "signature=g")).statusCode()).isEqualTo(403);
        assertThat(got(store.download(stored, Instant.now().minus(Duration.ofHours(2))).url()).statusCode()).as("expired").isEqualTo(403);
        assertThat(shop.delete(shop.token, path(file)).status()).isEqualTo(204);
        assertThat(shop.get(shop.token, LIST + "?ids=" + file.get("id").asText()).json(200).get("items")).isEmpty();
        assertThat(got(url).statusCode()).isEqualTo(404);
    }

    @Test
    void aPartIsTakenOnlyAsItWasAnnounced() {
        byte[] bytes = "the announced bytes".getBytes(StandardCharsets.UTF_8);
        JsonNode announced = announced("downloadable", "a.txt", "text/plain", bytes);
        JsonNode part = announced.at("/upload/parts/0");
        assertThat(put(part, "other bytes".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(422);
        String url = part.get("url").asText();
        for (String forged : new String[]{url.replace("/1?", "/2?"), url.replaceAll("expires=\\d", "expires=9"), url.replaceAll("most=\\d", "most=9"),
                url.replaceAll("checksum=[^&]*", "checksum=any"),
                url.replaceAll("parts/[^/]*", "parts/" + UUID.randomUUID())}) {
            assertThat(
                    sent(HttpRequest.newBuilder(local(forged)).PUT(BodyPublishers.ofByteArray(bytes)).build(), BodyHandlers.ofString()).statusCode())
                    .as(forged).isEqualTo(403);
        }
        assertThat(shop.post(shop.token, path(announced) + "/uploaded", completion(announced, bytes)).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"parts\",0]");
        assertThat(put(part, bytes).statusCode()).isEqualTo(200);
        String good = completion(announced, bytes);
        for (Map.Entry<String, String> wrong : Map.of(good.replaceFirst("etag\": \"..", "etag\": \"\\\\\"x"), "[\"body\",\"parts\",0]",
                good.replaceFirst("base64\": \"[^\"]*", "base64\": \"" + base64(sha256(PICTURE))), "[\"body\",\"parts\",0]",
                good.replaceFirst("\"path\": \"", "\"path\": \"x"), "[\"body\",\"path\"]", good.replaceFirst("\"id\": \"", "\"id\": \"x"),
                "[\"body\",\"id\"]")
                .entrySet()) {
            assertThat(shop.post(shop.token, path(announced) + "/uploaded", wrong.getKey()).refusal())
                    .isEqualTo("422 PolarRequestValidationError value_error " + wrong.getValue());
        }
        assertThat(shop.get(shop.token, LIST + "?ids=" + announced.get("id").asText()).json(200).get("items")).isEmpty();
        assertThat(shop.post(shop.otherToken, path(announced) + "/uploaded", good).refusal()).isEqualTo("404 ResourceNotFound");
        shop.post(shop.token, path(announced) + "/uploaded", good).json(200);
        assertThat(put(part, bytes).statusCode()).as("the upload is over").isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"service": "avatar"}                                                                    | union_tag_invalid ["body"]
            {"service": "product_media", "mime_type": "text/html", "size": 5}                        | string_pattern_mismatch ["body","product_media","mime_type"]
            {"service": "product_media", "mime_type": "image/png", "size": 10485761}                 | less_than_equal ["body","product_media","size"]
            {"service": "organization_avatar", "mime_type": "image/png", "size": 1048577}            | less_than_equal ["body","organization_avatar","size"]
            {"service": "downloadable", "mime_type": "a/b", "size": 0}                               | greater_than_equal ["body","downloadable","size"]
            {"service": "downloadable", "mime_type": "a/b", "size": "5"}                             | int_type ["body","downloadable","size"]
            {"service": "downloadable", "mime_type": "a/b", "size": 5, "checksum_sha256_base64": "YQ=="} | value_error ["body","downloadable","checksum_sha256_base64"]
            """)
    void aBadFileIsRefused(String body, String problem) {
        String whole = body.replaceFirst("}$",
                ", \"name\": \"a\", \"upload\": {\"parts\": [{\"number\": 1, \"chunk_start\": 0, \"chunk_end\": 5}]}}");
        assertThat(shop.post(shop.token, LIST, whole).refusal()).isEqualTo("422 RequestValidationError " + problem);
    }

    @Test
    void aPictureIsShownOnItsProductsAndToEverybody() {
        JsonNode picture = uploaded("product_media", "logo.svg", "image/svg+xml", PICTURE);
        contract.check("ProductMediaFileRead", picture);
        var seen = got(picture.get("public_url").asText());
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.body()).isEqualTo(PICTURE);
        assertThat(seen.headers().firstValue("Content-Type").orElseThrow()).startsWith("image/svg+xml");
        assertThat(seen.headers().firstValue("Content-Security-Policy").orElseThrow()).startsWith("sandbox");
        assertThat(seen.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        String second = uploaded("product_media", "b.png", "image/png", PICTURE).get("id").asText();
        String product = "{\"name\": \"Shown\", \"prices\": [{\"amount_type\": \"free\"}], \"medias\": [%s]}";
        JsonNode made = shop.post(shop.token, "/v1/products/", product.formatted("\"" + second + "\", " + picture.get("id"))).json(201);
        contract.check("Product", made);
        assertThat(made.get("medias")).hasSize(2);
        assertThat(made.at("/medias/1")).isEqualTo(picture);
        JsonNode checkout = shop.post(shop.token, "/v1/checkouts/", "{\"products\": [" + made.get("id") + "]}").json(201);
        contract.check("Checkout", checkout);
        assertThat(checkout.at("/product/medias/1")).isEqualTo(picture);
        String path = "/v1/products/" + made.get("id").asText();
        assertThat(shop.patch(shop.token, path, "{\"name\": \"Shown again\"}").json(200).get("medias")).hasSize(2);
        shop.delete(shop.token, LIST + second);
        assertThat(shop.get(shop.token, path).json(200).get("medias")).hasSize(1);
        assertThat(shop.patch(shop.token, path, "{\"medias\": []}").json(200).get("medias")).isEmpty();

        JsonNode missing = announced("product_media", "late.png", "image/png", PICTURE);
        JsonNode download = uploaded("downloadable", "a.png", "image/png", PICTURE);
        JsonNode flagged = uploaded("product_media", "bad.png", "image/png", PICTURE);
        shop.bean(Sql.class).update("update file set flagged_malicious_at = now() where id = ?", UUID.fromString(flagged.get("id").asText()));
        assertThat(got(flagged.get("public_url").asText()).statusCode()).isEqualTo(404);
        assertThat(shop
                .post(shop.token, "/v1/products/", product.formatted(String.join(", ", picture.get("id").toString(), missing.get("id").toString(),
                        download.get("id").toString(), flagged.get("id").toString(), picture.get("id").toString(), "\"" + UUID.randomUUID() + "\"")))
                .refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"medias\",1], value_error [\"body\",\"medias\",2], "
                        + "value_error [\"body\",\"medias\",3], value_error [\"body\",\"medias\",4], value_error [\"body\",\"medias\",5]");
        assertThat(shop.post(shop.otherToken, "/v1/products/", product.formatted(picture.get("id"))).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"medias\",0]");
    }

    @Test
    void anAvatarIsTheOrganizationsPicture() {
        JsonNode avatar = uploaded("organization_avatar", "me.png", "image/png", PICTURE);
        contract.check("OrganizationAvatarFileRead", avatar);
        JsonNode organization = shop.patch(shop.token, "/v1/organizations/" + shop.organization, "{\"avatar_url\": " + avatar.get("public_url") + "}")
                .json(200);
        assertThat(organization.get("avatar_url")).isEqualTo(avatar.get("public_url"));
        JsonNode product = shop.product("Anything", 100, null);
        JsonNode checkout = shop.post(shop.token, "/v1/checkouts/", "{\"products\": [" + product.get("id") + "]}").json(201);
        assertThat(shop.get(null, "/v1/checkouts/client/" + checkout.get("client_secret").asText()).json(200).at("/organization/avatar_url"))
                .isEqualTo(avatar.get("public_url"));
    }

    @Test
    void namesChangeAndWhatSupportGotDoesNot() {
        JsonNode file = uploaded("downloadable", "a.txt", "text/plain", PICTURE);
        JsonNode renamed = shop.patch(shop.token, path(file), "{\"name\": \"b.txt\", \"version\": \"2\"}").json(200);
        contract.check("DownloadableFileRead", renamed);
        assertThat(renamed.get("name").asText()).isEqualTo("b.txt");
        JsonNode same = shop.patch(shop.token, path(file), "{\"name\": \"\", \"version\": null}").json(200);
        assertThat(same.get("name").asText()).isEqualTo("b.txt");
        assertThat(same.get("version").asText()).isEqualTo("2");
        JsonNode attachment = uploaded("support_case_attachment", "a.txt", "text/plain", PICTURE);
        contract.check("SupportCaseAttachmentFileRead", attachment);
        assertThat(shop.patch(shop.token, path(attachment), "{}").refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.delete(shop.token, path(attachment)).refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.get(shop.token, LIST + "?ids=" + attachment.get("id").asText()).json(200).get("items")).isEmpty();
        String finance = shop.userToken("finance@acme.example", Map.of(shop.organization, Role.FINANCE));
        assertThat(shop.patch(finance, path(file), "{}").refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.get(shop.otherToken, LIST + "?ids=" + file.get("id").asText()).json(200).get("items")).isEmpty();
    }

    @Test
    void noMoreBytesAreTakenThanWereAnnounced() {
        String body = """
                {"service": "downloadable", "name": "a", "mime_type": "text/plain", "size": %d, "upload": {"parts":
                 [{"number": 1, "chunk_start": 0, "chunk_end": 4}, {"number": 2, "chunk_start": 4, "chunk_end": 8}]}}""";
        assertThat(shop.post(shop.token, LIST, body.formatted(7)).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"upload\",\"parts\"]");
        JsonNode announced = shop.post(shop.token, LIST, body.formatted(8)).json(201);
        assertThat(announced.at("/upload/parts/0/headers")).isEmpty();
        assertThat(put(announced.at("/upload/parts/0"), new byte[6]).statusCode()).isEqualTo(422);
        byte[] part = new byte[]{1, 2, 3};
        assertThat(put(announced.at("/upload/parts/0"), part).statusCode()).isEqualTo(200);
        assertThat(put(announced.at("/upload/parts/1"), part).statusCode()).isEqualTo(200);
        assertThat(shop.post(shop.token, path(announced) + "/uploaded", completion(announced, part, part)).refusal()).as("too few bytes")
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"parts\"]");
    }

    @Test
    void nobodyLeavesTheDirectory() {
        String any = UUID.randomUUID() + "/" + UUID.randomUUID();
        for (String path : new String[]{"downloadable/" + any + "/..%2F..%2Fx", "..%2Fuploads/" + any + "/x", "elsewhere/" + any + "/x"}) {
            assertThat(got(shop.url() + "/v1/storage/objects/" + path).statusCode()).as(path).isEqualTo(404);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String base64(byte[] bytes) { return Base64.getEncoder().encodeToString(bytes); }
}

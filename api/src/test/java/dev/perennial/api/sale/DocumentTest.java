package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.platform.access.Operations;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document the API makes of itself. */
@NullUnmarked // JUnit sets the shop before any test.
class DocumentTest {
    private static final Pattern PAGES = Pattern.compile(" /(docs|login|oauth2/authorize)");
    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z])[A-Z]");

    private static Shop shop;
    private static JsonNode document;

    @BeforeAll
    static void open() throws IOException {
        shop = new Shop();
        document = shop.get(null, "/openapi.json").json(200);
        Files.writeString(Path.of("target", "openapi.json"), document.toPrettyString());
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void everyOperationIsDescribed() {
        List<String> described = new ArrayList<>();
        document.get("paths").properties().forEach(path -> path.getValue().fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        List<String> served = shop.bean(Operations.class).all().values().stream().map(each -> each.httpMethod() + " " + each.path())
                .filter(route -> !route.endsWith("/openapi.json") && !PAGES.matcher(route).find()).map(DocumentTest::asWritten).toList();
        assertThat(described).containsExactlyInAnyOrderElementsOf(served);
        assertThat(described).contains("POST /v1/products/", "GET /v1/webhooks/endpoints", "GET /v1/checkouts/client/{client_secret}");
    }

    private static String asWritten(String route) {
        int space = route.indexOf(' ');
        return route.substring(0, space)
                + CAPITAL.matcher(route.substring(space)).replaceAll(letter -> "_" + letter.group().toLowerCase(Locale.ROOT));
    }

    @Test
    void itIsAValidDocument() {
        var parsed = new OpenAPIV3Parser().readContents(document.toString());
        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getPaths()).hasSameSizeAs(document.get("paths"));
        assertThat(new OpenAPIV3Parser().readContents("{\"openapi\": \"3.1.0\", \"paths\": {\"/a\": {\"get\": {\"responses\": 3}}}}").getMessages())
                .isNotEmpty();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValuesAsText("$ref")).isNotEmpty()
                .allSatisfy(reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse());
    }

    @Test
    void whatIsReadIsDescribed() {
        JsonNode body = document.at("/paths/~1v1~1products~1/post/requestBody/content/application~1json/schema");
        assertThat(body.at("/properties/name/maxLength").asInt()).isEqualTo(64);
        assertThat(body.at("/properties/prices/items/oneOf/0/properties/amount_type/const").asText()).isEqualTo("fixed");
        assertThat(body.get("required")).extracting(JsonNode::asText).containsExactlyInAnyOrder("name", "prices");
        assertThat(document.at("/paths/~1v1~1products~1/get/parameters").findValuesAsText("name")).contains("is_archived", "metadata", "sorting",
                "page");
        assertThat(document.at("/components/schemas/Product/properties/modified_at/anyOf").size()).isEqualTo(2);
    }

    @Test
    void itIsServedPerVersionAndAsAPage() {
        assertThat(shop.get(null, "/2026-04/openapi.json").json(200).at("/info/version").asText()).isEqualTo("2026-04");
        assertThat(shop.get(null, "/2025-01/openapi.json").status()).isEqualTo(404);
        assertThat(shop.get(null, "/docs").body()).contains("swagger-ui-bundle.js");
        assertThat(shop.get(null, "/docs/swagger-ui-bundle.js").body()).contains("SwaggerUIBundle");
        assertThat(shop.get(null, "/docs/other.js").status()).isEqualTo(404);
    }
}

package dev.perennial.api.platform.document;

import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.Versions;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;

/** The document of the API, for programs and for people. */
@Controller
class DocumentController {
    private static final String ASSETS = "/META-INF/resources/webjars/swagger-ui/";
    private static final Map<String, String> TYPES = Map.of("swagger-ui.css", "text/css", "swagger-ui-bundle.js", "text/javascript");
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Perennial API</title>
            <link rel="stylesheet" href="docs/swagger-ui.css"></head>
            <body><div id="document"></div><script src="docs/swagger-ui-bundle.js"></script>
            <script>SwaggerUIBundle({url: "openapi.json", dom_id: "#document", docExpansion: "none", deepLinking: true})</script></body>
            </html>
            """;

    private final OpenApi document;

    DocumentController(OpenApi document) {
        this.document = document;
    }

    @Get("/openapi.json")
    @Access(subjects = Subject.ANONYMOUS)
    HttpResponse<byte[]> current() {
        return versioned(Versions.DEFAULT);
    }

    @Get("/{version}/openapi.json")
    @Access(subjects = Subject.ANONYMOUS)
    HttpResponse<byte[]> versioned(String version) {
        if (!Versions.isKnown(version)) {
            throw ApiError.notFound();
        }
        return HttpResponse.ok(document.written(version)).contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    @Get("/docs")
    @Access(subjects = Subject.ANONYMOUS)
    HttpResponse<String> page() {
        return HttpResponse.ok(PAGE).contentType(MediaType.TEXT_HTML_TYPE);
    }

    @Get("/docs/{asset}")
    @Access(subjects = Subject.ANONYMOUS)
    HttpResponse<byte[]> asset(String asset) {
        String type = TYPES.get(asset);
        if (type == null) {
            throw ApiError.notFound();
        }
        try (InputStream content = DocumentController.class.getResourceAsStream(ASSETS + version() + "/" + asset)) {
            if (content == null) {
                throw new IllegalStateException("the page's " + asset + " is not on the class path");
            }
            return HttpResponse.ok(content.readAllBytes()).contentType(type);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The version of the page's library, which is part of its path. */
    private static String version() throws IOException {
        try (InputStream about = DocumentController.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            Properties properties = new Properties();
            properties.load(about);
            return properties.getProperty("version");
        }
    }
}

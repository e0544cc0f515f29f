package dev.perennial.api.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A whole page.
 *
 * @param title as text
 * @param body as HTML
 * @param formTargets where its forms may lead besides here, as sources of a content security policy; empty means nowhere
 */
public record Page(String title, String body, String formTargets) {
    private static final MediaType HTML = MediaType.of("text/html;charset=utf-8");
    private static final String STYLE = """
            body{font:16px/1.5 system-ui,sans-serif;background:#f6f6f4;color:#1c1c1a;margin:0}
            main{max-width:26rem;margin:4rem auto;padding:2rem;background:#fff;border:1px solid #ddd;border-radius:.75rem}
            h1{font-size:1.25rem;margin-top:0}label{display:block;margin:.75rem 0}ul{padding-left:1.25rem}
            input:not([type=checkbox]):not([type=radio]){width:100%;box-sizing:border-box;padding:.5rem;font:inherit}
            button{font:inherit;padding:.5rem 1.25rem;margin-right:.5rem;border:1px solid #1c1c1a;border-radius:.5rem;background:#fff;cursor:pointer}
            button.main{background:#1c1c1a;color:#fff}.problem{color:#a40000}
            """;
    private static final String STYLE_HASH = Base64.getEncoder().encodeToString(sha256(STYLE));

    /** A page whose forms lead nowhere else. */
    public static Page of(String title, String body) {
        return new Page(title, body, "");
    }

    /** The page as an answer that no other site can frame and no script can enter. */
    public MutableHttpResponse<String> answer(HttpStatus status) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title><style>%s</style></head>
                <body><main><h1>%s</h1>
                %s
                </main></body>
                </html>
                """.formatted(Html.escape(title), STYLE, Html.escape(title), body);
        return HttpResponse.<String>status(status).body(html).contentType(HTML)
                .header("Content-Security-Policy",
                        "default-src 'none'; style-src 'sha256-" + STYLE_HASH + "'; form-action 'self' " + formTargets
                                + "; frame-ancestors 'none'; base-uri 'none'")
                .header("X-Frame-Options", "DENY").header("X-Content-Type-Options", "nosniff").header("Referrer-Policy", "same-origin")
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

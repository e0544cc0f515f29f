package dev.perennial.api.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perennial.api.platform.access.SessionCookie;
import dev.perennial.core.identity.TokenVault;
import dev.perennial.core.settings.Settings;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Makes sure that a form was sent from a page of ours in the same browser, by the same person: each form carries a value that only we can make from the
 * browser's cookies, which no other site can read.
 */
@Singleton
public class FormGuard {
    /** The field every guarded form carries. */
    public static final String FIELD = "form_token";
    private static final String COOKIE = "polar_form";
    private static final int BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final TokenVault vault;
    private final SessionCookie session;
    private final boolean secure;

    FormGuard(TokenVault vault, SessionCookie session, Settings settings) {
        this.vault = vault;
        this.session = session;
        this.secure = "https".equals(settings.publicUrl().getScheme());
    }

    /** A value for the forms of one page, and the cookie that belongs to it. */
    public record Guard(String value, Cookie cookie) {
        /** The field for a form. */
        public String field() {
            return Html.hidden(FIELD, value);
        }

        /** The page's answer, with the cookie. */
        public MutableHttpResponse<String> on(MutableHttpResponse<String> answer) {
            return answer.cookie(cookie);
        }
    }

    /** A guard for a page that is shown to this browser. */
    public Guard guard(HttpRequest<?> request) {
        String mark = mark(request).orElseGet(this::fresh);
        return new Guard(value(mark, request),
                Cookie.of(COOKIE, mark).path("/").httpOnly(true).secure(secure).sameSite(SameSite.Lax));
    }

    /** Whether a form was sent from a page of ours. */
    public boolean isGenuine(HttpRequest<?> request, String sent) {
        return mark(request).filter(mark -> MessageDigest.isEqual(value(mark, request).getBytes(UTF_8), sent.getBytes(UTF_8))).isPresent();
    }

    private String value(String mark, HttpRequest<?> request) {
        return vault.hash("form:" + mark + ":" + session.read(request).orElse(""));
    }

    private static Optional<String> mark(HttpRequest<?> request) {
        return request.getCookies().findCookie(COOKIE).map(Cookie::getValue).filter(value -> value.length() == 2 * BYTES);
    }

    private String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.perennial.api.platform.access;

import dev.perennial.core.address.WebUrl;
import dev.perennial.core.identity.DashboardSessions;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.settings.Settings;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.util.stream.Stream;
import java.util.stream.Collectors;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The cookie of a signed-in browser (spec 01 §4.1). */
@Singleton
public class SessionCookie {
    private static final String NAME = "polar_session";

    private final WebUrl api;
    private final WebUrl pages;
    private final Set<String> own;

    SessionCookie(Settings settings) {
        api = WebUrl.of(settings.publicUrl().toString());
        pages = WebUrl.of(settings.frontendUrl().toString());
        own = Stream.concat(Stream.of(api, pages), settings.dashboardOrigins().stream().map(one -> WebUrl.of(one.toString()))).map(WebUrl::origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The session's token as the browser sent it. What a page of another origin asks for is not the person's wish: it counts as sent without the cookie (INP-10).
     * Browsers name the origin of every call of a script and of every change.
     */
    public Optional<String> read(HttpRequest<?> request) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin != null && !own.contains(origin)) {
            return Optional.empty();
        }
        return request.getCookies().findCookie(NAME).map(Cookie::getValue).filter(value -> value.startsWith(TokenKind.DASHBOARD_SESSION.prefix()));
    }

    /** The cookie for a new session. */
    public Cookie of(DashboardSessions.Opened session) {
        return cookie(session.token().value(), DashboardSessions.LIFETIME);
    }

    /** The cookie that makes a browser forget. */
    public Cookie none() {
        return cookie("", Duration.ZERO);
    }

    private Cookie cookie(String value, Duration life) {
        Cookie cookie = Cookie.of(NAME, value).path("/").httpOnly(true).secure("https".equals(api.scheme())).sameSite(SameSite.Lax).maxAge(life);
        // An API below the host of the pages, such as api.example.com, gets the cookie of the pages, too.
        return api.host().endsWith("." + pages.host()) ? cookie.domain(pages.host()) : cookie;
    }
}

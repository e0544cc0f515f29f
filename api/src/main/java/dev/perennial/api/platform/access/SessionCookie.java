package dev.perennial.api.platform.access;

import dev.perennial.core.identity.DashboardSessions;
import dev.perennial.core.identity.TokenKind;
import dev.perennial.core.settings.Settings;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.stream.Stream;
import java.util.stream.Collectors;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The cookie of a signed-in browser (spec 01 §4.1). */
@Singleton
public class SessionCookie {
    private static final String NAME = "polar_session";
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final URI api;
    private final URI pages;
    private final Set<String> own;

    SessionCookie(Settings settings) {
        api = settings.publicUrl();
        pages = settings.frontendUrl();
        own = Stream.concat(Stream.of(api, pages), settings.dashboardOrigins().stream()).map(SessionCookie::origin)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The session's token as the browser sent it. A change that a page of another origin asks for is not the person's wish: it counts as sent without the
     * cookie. Browsers name the origin of every such request.
     */
    public Optional<String> read(HttpRequest<?> request) {
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (!READING.contains(request.getMethod()) && origin != null && !own.contains(origin)) {
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
        Cookie cookie = Cookie.of(NAME, value).path("/").httpOnly(true).secure("https".equals(api.getScheme())).sameSite(SameSite.Lax).maxAge(life);
        // An API below the host of the pages, such as api.example.com, gets the cookie of the pages, too.
        return api.getHost().endsWith("." + pages.getHost()) ? cookie.domain(pages.getHost()) : cookie;
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getAuthority();
    }
}

package dev.perennial.api.platform;

import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteInfo;

/** What the gates note on a request for those that come after them. */
public final class Marks {
    /** The resolved version of the wire; missing when the version was refused. */
    public static final String VERSION = "perennial.version";
    /** The id that ties an answer to its log lines. */
    public static final String TRACE = "perennial.trace";
    /** The request came by a path of the past. */
    public static final String LEGACY_PATH = "perennial.legacy-path";
    /** The credential, if any, was accepted: the request is no longer refused by a gate. */
    public static final String ADMITTED = "perennial.admitted";
    /** Whether a merchant has named the page that calls; missing where that makes no difference. */
    public static final String MERCHANTS_PAGE = "perennial.merchants-page";
    /** On a response: an exception nobody expected caused it. */
    public static final String UNEXPECTED = "perennial.unexpected";

    private Marks() {}

    /** The id that ties the request to its log lines. */
    public static String trace(HttpRequest<?> request) {
        return request.getAttribute(TRACE, String.class).orElse("none");
    }

    /** Whether an operation answers this path and method. */
    public static boolean isMatched(HttpRequest<?> request) {
        return RouteAttributes.getRouteMatch(request).isPresent();
    }

    /** The declared path of the operation, with names in place of values. */
    public static String route(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .map(route -> route instanceof UriRouteInfo<?, ?> uri ? uri.getUriMatchTemplate().toString() : route.toString())
                .orElse("(no route)");
    }
}

package dev.perennial.api.platform.access;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.api.platform.Marks;
import dev.perennial.api.platform.input.PathValues;
import dev.perennial.core.identity.Anonymous;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.Credentials;
import dev.perennial.core.identity.MerchantCaller;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Resolves the credential of every request and holds it against what its operation declares. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
class AccessFilter {
    static final String CALLER = "perennial.caller";
    static final String ORGANIZATION_HEADER = "Polar-Organization";
    private static final Caller NOBODY = new Anonymous();
    private static final String SCHEME = "bearer";
    /** A client's registration token: checked by the endpoints of registration themselves. */
    static final String REGISTRATION_PREFIX = "polar_crt_";

    private final Credentials credentials;
    private final Operations operations;
    private final SessionCookie cookie;

    AccessFilter(Credentials credentials, Operations operations, SessionCookie cookie) {
        this.credentials = credentials;
        this.cookie = cookie;
        this.operations = operations;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request) {
        Caller caller = resolve(request);
        request.setAttribute(Marks.ADMITTED, true);
        if (!(RouteAttributes.getRouteMatch(request).orElse(null) instanceof UriRouteMatch<?, ?> match)) {
            return null;
        }
        Operations.Operation operation = operations.of(match.getRouteInfo().getTargetMethod().getExecutableMethod());
        if (operation == null) {
            return null;
        }
        if (operation.isMisspelledBy(request.getPath())) {
            return HttpResponse.temporaryRedirect(otherSpelling(request.getUri()));
        }
        Caller accepted = accept(caller, operation);
        PathValues.check(match);
        request.setAttribute(CALLER, accepted);
        return null;
    }

    private Caller resolve(HttpRequest<?> request) {
        String token = bearer(request);
        if (token != null && token.startsWith(REGISTRATION_PREFIX)) {
            return NOBODY;
        }
        Caller caller = token == null ? session(request) : credentials.resolve(token).orElseThrow(OAuthError::invalidToken);
        String organization = request.getHeaders().get(ORGANIZATION_HEADER);
        return organization != null && caller instanceof MerchantCaller merchant
                ? merchant.narrowedTo(PathValues.uuidOfHeader(ORGANIZATION_HEADER, organization))
                : caller;
    }

    /** The person whose browser it is. A cookie that is no good any more is no reason to refuse anybody. */
    private Caller session(HttpRequest<?> request) {
        return cookie.read(request).flatMap(credentials::resolveSession).map(Caller.class::cast).orElse(NOBODY);
    }

    /** The token that was sent, if any. Clients without one send the bare word, and what is not ASCII cannot be a token. */
    static @Nullable String bearer(HttpRequest<?> request) {
        String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (header == null) {
            return null;
        }
        String[] parts = header.strip().split("\\s+", 2);
        boolean usable = parts.length == 2 && parts[0].toLowerCase(Locale.ROOT).equals(SCHEME)
                && StandardCharsets.US_ASCII.newEncoder().canEncode(parts[1]);
        return usable ? parts[1] : null;
    }

    private static Caller accept(Caller caller, Operations.Operation operation) {
        Caller accepted = operation.subjects().contains(Subject.of(caller)) ? caller : NOBODY;
        if (accepted instanceof Anonymous) {
            if (!operation.subjects().contains(Subject.ANONYMOUS)) {
                throw ApiError.unauthorized();
            }
            return accepted;
        }
        List<String> scopes = operation.scopes();
        if (!scopes.isEmpty() && Collections.disjoint(scopes, accepted.scopes())) {
            throw OAuthError.insufficientScope(scopes);
        }
        return accepted;
    }

    private static URI otherSpelling(URI uri) {
        String path = uri.getRawPath();
        String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        return URI.create(uri.getRawQuery() == null ? other : other + "?" + uri.getRawQuery());
    }
}

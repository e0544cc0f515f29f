package dev.perennial.api.platform.access;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.api.platform.Marks;
import dev.perennial.api.platform.input.PathValues;
import dev.perennial.core.identity.Anonymous;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.Credentials;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.settings.Settings;
import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.UriRouteMatch;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Resolves the credential of every request and holds it against what its operation declares. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(AccessFilter.ORDER)
class AccessFilter {
    /** After the limits, which need no credential; before what belongs to a caller. */
    static final int ORDER = 0;
    static final String CALLER = "perennial.caller";
    static final String ORGANIZATION_HEADER = "Polar-Organization";
    private static final Caller NOBODY = new Anonymous();
    /** A client's registration token: checked by the endpoints of registration themselves. */
    static final String REGISTRATION_PREFIX = "polar_crt_";

    private final Credentials credentials;
    private final KnownCallers known;
    private final Operations operations;
    private final SessionCookie cookie;
    private final String prefix;

    AccessFilter(Credentials credentials, KnownCallers known, Operations operations, SessionCookie cookie, Settings settings) {
        this.prefix = settings.publicUrl().getRawPath();
        this.credentials = credentials;
        this.known = known;
        this.cookie = cookie;
        this.operations = operations;
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> check(HttpRequest<?> request, MutablePropagatedContext context) {
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
        organizationOf(accepted).ifPresent(organization -> context.add(new MdcPropagationContext(
                Map.of("trace", Marks.trace(request), "organization", organization.toString()))));
        return null;
    }

    private Caller resolve(HttpRequest<?> request) {
        String token = BearerToken.of(request);
        if (token != null && token.startsWith(REGISTRATION_PREFIX)) {
            return NOBODY;
        }
        Caller caller = token == null ? session(request) : tokenBearer(token);
        String organization = request.getHeaders().get(ORGANIZATION_HEADER);
        return organization != null && caller instanceof MerchantCaller merchant
                ? merchant.narrowedTo(PathValues.uuidOfHeader(ORGANIZATION_HEADER, organization))
                : caller;
    }

    private Caller tokenBearer(String token) {
        Caller caller = credentials.resolve(token).orElse(null);
        if (caller == null) {
            known.forget(token);
            throw OAuthError.invalidToken();
        }
        known.remember(token, caller);
        return caller;
    }

    /** The person whose browser it is. A cookie that is no good any more is no reason to refuse anybody. */
    private Caller session(HttpRequest<?> request) {
        return cookie.read(request).flatMap(token -> {
            Optional<UserCaller> person = credentials.resolveSession(token);
            person.ifPresentOrElse(found -> known.remember(token, found), () -> known.forget(token));
            return person;
        }).map(Caller.class::cast).orElse(NOBODY);
    }

    /** Whose data it is about, for the log lines of this request. */
    private static Optional<UUID> organizationOf(Caller caller) {
        return switch (caller) {
            case OrganizationCaller organization -> Optional.of(organization.organizationId());
            case PortalCaller portal -> Optional.of(portal.organizationId());
            case UserCaller user -> user.impliedOrganization();
            case Anonymous _ -> Optional.empty();
        };
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

    /** Below the prefix under which clients reach us: a proxy in front may have taken it off. */
    private URI otherSpelling(URI uri) {
        String path = uri.getRawPath();
        String other = prefix + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/");
        return URI.create(uri.getRawQuery() == null ? other : other + "?" + uri.getRawQuery());
    }
}

package dev.perennial.api.platform.limit;

import dev.perennial.api.platform.access.BearerToken;
import dev.perennial.api.platform.access.KnownCallers;
import dev.perennial.api.platform.access.Remembered;
import dev.perennial.api.platform.access.SessionCookie;
import dev.perennial.api.platform.error.Answers;
import dev.perennial.core.identity.Anonymous;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.ratelimit.RateLimit;
import dev.perennial.core.ratelimit.RateLimitGroup;
import dev.perennial.core.ratelimit.RateLimits;
import dev.perennial.core.settings.Settings;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import java.net.InetSocketAddress;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Turns away who calls too often, before anybody looks at the credential. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(RateLimitFilter.BEFORE_ACCESS)
@Requires(condition = RateLimitsOn.class)
class RateLimitFilter {
    static final int BEFORE_ACCESS = -100;
    /** Whoever has one of these falls under the limit of an operation; the others are trusted with their own. */
    private static final Set<Zone> COMMON = EnumSet.of(Zone.DEFAULT, Zone.PENDING_AUTH);
    private static final String NOBODY_IN_PARTICULAR = "ip:unknown";

    private final RateLimits limits;
    private final KnownCallers known;
    private final SessionCookie cookie;
    private final Settings settings;
    private final Remembered<UUID, Zone> groups = new Remembered<>();

    RateLimitFilter(RateLimits limits, KnownCallers known, SessionCookie cookie, Settings settings) {
        this.limits = limits;
        this.known = known;
        this.cookie = cookie;
        this.settings = settings;
    }

    /** Who is counted, and with whom. */
    private record Counted(String who, Zone group) {}

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> count(HttpRequest<?> request) {
        Optional<Zone> own = RouteAttributes.getRouteInfo(request)
                .flatMap(route -> route instanceof MethodBasedRouteInfo<?, ?> ours
                        ? ours.getTargetMethod().enumValue(Limited.class, Zone.class)
                        : Optional.empty());
        if (own.isPresent() && own.get() == Zone.NONE) {
            return null;
        }
        Counted counted = counted(request);
        Zone zone = own.filter(_ -> COMMON.contains(counted.group())).orElse(counted.group());
        RateLimit limit = zone.limit(settings.sandbox());
        return limit == null ? null : limits.take(zone.key(counted.who()), limit).map(Answers::tooManyRequests).orElse(null);
    }

    private Counted counted(HttpRequest<?> request) {
        String token = BearerToken.of(request);
        if (token == null) {
            token = cookie.read(request).orElse(null);
        }
        if (token == null) {
            return new Counted(address(request), Zone.DEFAULT);
        }
        String shown = token;
        return known.find(token).map(this::counted).orElseGet(() -> new Counted("token:" + KnownCallers.hash(shown), Zone.PENDING_AUTH));
    }

    private Counted counted(Caller caller) {
        return switch (caller) {
            case OrganizationCaller organization when organization.client() != null -> new Counted("client:" + organization.client(), Zone.DEFAULT);
            case UserCaller user when user.client() != null -> new Counted("client:" + user.client(), Zone.DEFAULT);
            case OrganizationCaller organization -> new Counted("organization:" + organization.organizationId(),
                    groupOf(organization.organizationId()));
            case UserCaller user -> new Counted("user:" + user.userId(), user.credential().isSession() ? Zone.WEB : Zone.DEFAULT);
            case CustomerCaller customer -> new Counted("customer:" + customer.customerId(), Zone.DEFAULT);
            case MemberCaller member -> new Counted("member:" + member.memberId(), Zone.DEFAULT);
            case Anonymous _ -> throw new IllegalStateException("nobody was remembered by a token");
        };
    }

    private Zone groupOf(UUID organization) {
        return groups.find(organization).orElseGet(() -> {
            Zone group = zone(limits.groupOf(organization));
            groups.put(organization, group);
            return group;
        });
    }

    private static Zone zone(RateLimitGroup group) {
        return switch (group) {
            case RESTRICTED -> Zone.RESTRICTED;
            case DEFAULT -> Zone.DEFAULT;
            case WEB -> Zone.WEB;
            case ELEVATED -> Zone.ELEVATED;
        };
    }

    /** The client's own address: what the trusted proxy says, which stands last, else the other end of the connection. */
    private String address(HttpRequest<?> request) {
        String header = settings.clientAddressHeader();
        if (header.isEmpty()) {
            InetSocketAddress remote = request.getRemoteAddress();
            return remote.getAddress() == null ? NOBODY_IN_PARTICULAR : "ip:" + remote.getAddress().getHostAddress();
        }
        String said = request.getHeaders().getAll(header).stream().reduce((_, last) -> last).orElse("");
        String client = said.substring(said.lastIndexOf(',') + 1).strip();
        return client.isEmpty() ? NOBODY_IN_PARTICULAR : "ip:" + client;
    }

    @Scheduled(fixedDelay = "1m", initialDelay = "1m")
    void forgetOld() {
        limits.forgetOld();
    }
}

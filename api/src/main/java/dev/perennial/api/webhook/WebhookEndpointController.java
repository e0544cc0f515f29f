package dev.perennial.api.webhook;

import dev.perennial.api.platform.document.Operation;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Problem;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.InvalidTargetUrl;
import dev.perennial.core.webhook.OlderClients;
import dev.perennial.core.webhook.SigningSecrets;
import dev.perennial.core.webhook.TargetPolicy;
import dev.perennial.core.webhook.TargetUrl;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEndpoints;
import dev.perennial.core.webhook.WebhookSearch;
import dev.perennial.core.webhook.WebhookSecret;
import dev.perennial.core.wire.WebhookEndpointView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.transaction.TransactionOperations;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

@Controller("/v1/webhooks/endpoints")
class WebhookEndpointController {
    private static final String NOTICE = "Perennial-Notice";

    private final WebhookEndpoints endpoints;
    private final WebhookSearch search;
    private final DeliveryQueue queue;
    private final BillingTime time;
    private final TransactionOperations<Connection> transactions;
    private final TargetPolicy policy;
    private final SecureRandom random = new SecureRandom();

    WebhookEndpointController(WebhookEndpoints endpoints, WebhookSearch search, DeliveryQueue queue, BillingTime time,
            TransactionOperations<Connection> transactions, Settings settings) {
        this.endpoints = endpoints;
        this.search = search;
        this.queue = queue;
        this.time = time;
        this.transactions = transactions;
        this.policy = settings.webhooksAllowPrivateTargets() ? TargetPolicy.PRIVATE_ALLOWED : TargetPolicy.PUBLIC_ONLY;
    }

    private record Asked(Set<UUID> organizations, PageRequest page) {}

    @Get
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"webhooks:read", "webhooks:write"})
    @Operation("webhooks:list_webhook_endpoints")
    ListResource<WebhookEndpointView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> {
            var organizations = in.organizations(caller, Permission.ORGANIZATION_MANAGE);
            var page = in.page();
            return () -> new Asked(organizations, page.get());
        });
        return ListResource.of(search.endpoints(asked.organizations(), asked.page()), asked.page(), WebhookEndpointView::of);
    }

    @Post
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    @Operation("webhooks:create_webhook_endpoint")
    @Status(HttpStatus.CREATED)
    HttpResponse<WebhookEndpointView> create(MerchantCaller caller, Body body) {
        WebhookEndpointInput input = body.read(in -> WebhookEndpointInput.read(in, caller, policy));
        caller.demand(Permission.ORGANIZATION_MANAGE, input.organizationId());
        WebhookEndpoint endpoint = new WebhookEndpoint(RequestIds.next(), time.now(null), null, input.organizationId(), input.url(),
                input.name().orElse(null), input.format(), SigningSecrets.of(input.secret().orElseGet(() -> WebhookSecret.generate(random))),
                input.events(), true,
                null);
        transactions.executeWrite(status -> {
            endpoints.insert(endpoint);
            return endpoint;
        });
        return withNotice(HttpResponse.created(WebhookEndpointView.of(endpoint)), endpoint);
    }

    @Get("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"webhooks:read", "webhooks:write"})
    @Operation("webhooks:get_webhook_endpoint")
    WebhookEndpointView get(MerchantCaller caller, UUID id) { return WebhookEndpointView.of(visible(caller, id)); }

    @Patch("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    @Operation("webhooks:update_webhook_endpoint")
    @Status(HttpStatus.OK)
    HttpResponse<WebhookEndpointView> update(MerchantCaller caller, UUID id, Body body) {
        var change = body.read(in -> WebhookEndpointInput.Change.read(in, policy));
        WebhookEndpoint changed = changed(caller, id, endpoint -> {
            boolean enabled = change.enabled().orElse(endpoint.enabled());
            if (enabled && !endpoint.enabled()) {
                requireUsable(endpoint.url());
            }
            Instant now = time.now(null);
            return new WebhookEndpoint(endpoint.id(), endpoint.createdAt(), now, endpoint.organizationId(), change.url().orElse(endpoint.url()),
                    change.name().orElse(endpoint.name()), change.format().orElse(endpoint.format()),
                    change.secret().map(secret -> endpoint.secrets().rotated(secret, now)).orElse(endpoint.secrets()),
                    change.events().orElse(endpoint.events()), enabled, null);
        });
        return withNotice(HttpResponse.ok(WebhookEndpointView.of(changed)), changed);
    }

    /** Makes a new secret. For a day what is sent, retries included, carries the signatures of both, so that the receiver can follow in its own time. */
    @Patch("/{id}/secret")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    @Operation("webhooks:reset_webhook_endpoint_secret")
    WebhookEndpointView resetSecret(MerchantCaller caller, UUID id) {
        return WebhookEndpointView.of(changed(caller, id, endpoint -> {
            Instant now = time.now(null);
            return new WebhookEndpoint(endpoint.id(), endpoint.createdAt(), now, endpoint.organizationId(), endpoint.url(), endpoint.name(),
                    endpoint.format(), endpoint.secrets().rotated(WebhookSecret.generate(random), now), endpoint.events(), endpoint.enabled(), null);
        }));
    }

    /** Deletes the endpoint; what waits for it is dropped. */
    @Delete("/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    @Operation("webhooks:delete_webhook_endpoint")
    @Status(HttpStatus.NO_CONTENT)
    HttpResponse<?> delete(MerchantCaller caller, UUID id) {
        transactions.executeWrite(status -> {
            WebhookEndpoint endpoint = visible(caller, id);
            Instant now = time.now(null);
            endpoints.delete(endpoint.id(), now);
            queue.endpointChanged(endpoint.deleted(now));
            return endpoint;
        });
        return HttpResponse.noContent();
    }

    /** A header, since the contract's body has no place for it (WEB-7). Chat messages are read by no client. */
    private static HttpResponse<WebhookEndpointView> withNotice(MutableHttpResponse<WebhookEndpointView> answer, WebhookEndpoint endpoint) {
        if (endpoint.format() == WebhookEndpoint.Format.RAW) {
            OlderClients.notice(endpoint.events()).ifPresent(notice -> answer.header(NOTICE, notice));
        }
        return answer;
    }

    private WebhookEndpoint changed(MerchantCaller caller, UUID id, UnaryOperator<WebhookEndpoint> change) {
        return transactions.executeWrite(status -> {
            WebhookEndpoint before = visible(caller, id);
            WebhookEndpoint after = change.apply(before);
            endpoints.update(after);
            if (before.enabled() != after.enabled()) {
                queue.endpointChanged(after);
            }
            return after;
        });
    }

    private WebhookEndpoint visible(MerchantCaller caller, UUID id) {
        WebhookEndpoint endpoint = endpoints.find(id).filter(each -> caller.reaches(each.organizationId())).orElseThrow(ApiError::notFound);
        caller.demand(Permission.ORGANIZATION_MANAGE, endpoint.organizationId());
        return endpoint;
    }

    private void requireUsable(String url) {
        try {
            TargetUrl.of(url, policy);
        } catch (InvalidTargetUrl _) {
            throw new InvalidRequest(InvalidRequest.Kind.BUSINESS, List.of(
                    new Problem("value_error", List.of("body", "enabled"), "The endpoint's URL is not one we may send to: change it first.", null,
                            null)));
        }
    }
}

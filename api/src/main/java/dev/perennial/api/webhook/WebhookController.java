package dev.perennial.api.webhook;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.webhook.WebhookSearch;
import dev.perennial.core.webhook.WebhookSearch.Filter;
import dev.perennial.core.wire.WebhookDeliveryView;
import dev.perennial.core.wire.WebhookEndpointView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/webhooks")
class WebhookController {
    private static final Map<String, Integer> CODE_CLASSES = Map.of("2xx", 2, "3xx", 3, "4xx", 4, "5xx", 5);

    private final WebhookEndpointDesk desk;
    private final WebhookSearch search;
    private final DeliveryQueue queue;

    WebhookController(WebhookEndpointDesk desk, WebhookSearch search, DeliveryQueue queue) {
        this.desk = desk;
        this.search = search;
        this.queue = queue;
    }

    private record Asked<T>(T filter, PageRequest page) {
        static Supplier<Asked<Set<UUID>>> endpoints(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.ORGANIZATION_MANAGE);
            var page = in.page();
            return () -> new Asked<>(organizations, page.get());
        }

        static Supplier<Asked<Filter>> deliveries(Parameters in, MerchantCaller caller) {
            var organizations = in.organizations(caller, Permission.ORGANIZATION_MANAGE);
            var endpoints = in.all("endpoint_id", uuid());
            var after = in.optional("start_timestamp", timestamp());
            var before = in.optional("end_timestamp", timestamp());
            var succeeded = in.optional("succeeded", bool());
            var query = in.optional("query", text());
            var codeClass = in.optional("http_code_class", oneOf(CODE_CLASSES));
            var types = in.all("event_type", oneOf(WebhookEventType.class, WebhookEventType::wire));
            var page = in.page();
            return () -> new Asked<>(new Filter(organizations, endpoints, after, before, succeeded, query, codeClass, types), page.get());
        }
    }

    @Get("/endpoints")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"webhooks:read", "webhooks:write"})
    ListResource<WebhookEndpointView> list(MerchantCaller caller, Query query) {
        Asked<Set<UUID>> asked = query.read(in -> Asked.endpoints(in, caller));
        return ListResource.of(search.endpoints(asked.filter(), asked.page()), asked.page(), WebhookEndpointView::of);
    }

    @Post("/endpoints")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    HttpResponse<WebhookEndpointView> create(MerchantCaller caller, Body body) {
        WebhookEndpointInput input = body.read(in -> WebhookEndpointInput.read(in, caller, desk.policy()));
        caller.demand(Permission.ORGANIZATION_MANAGE, input.organizationId());
        return HttpResponse.created(WebhookEndpointView.of(desk.create(input)));
    }

    @Get("/endpoints/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"webhooks:read", "webhooks:write"})
    WebhookEndpointView get(MerchantCaller caller, UUID id) {
        return WebhookEndpointView.of(desk.find(caller, id));
    }

    @Patch("/endpoints/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    WebhookEndpointView update(MerchantCaller caller, UUID id, Body body) {
        WebhookEndpointInput.Change change = body.read(in -> WebhookEndpointInput.Change.read(in, desk.policy()));
        return WebhookEndpointView.of(desk.update(caller, id, change));
    }

    @Patch("/endpoints/{id}/secret")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    WebhookEndpointView resetSecret(MerchantCaller caller, UUID id) {
        return WebhookEndpointView.of(desk.resetSecret(caller, id));
    }

    @Delete("/endpoints/{id}")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    HttpResponse<?> delete(MerchantCaller caller, UUID id) {
        desk.delete(caller, id);
        return HttpResponse.noContent();
    }

    @Get("/deliveries")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"webhooks:read", "webhooks:write"})
    ListResource<WebhookDeliveryView> deliveries(MerchantCaller caller, Query query) {
        Asked<Filter> asked = query.read(in -> Asked.deliveries(in, caller));
        return ListResource.of(search.deliveries(asked.filter(), asked.page()), asked.page(), WebhookDeliveryView::of);
    }

    @Post("/events/{id}/redeliver")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    HttpResponse<String> redeliver(MerchantCaller caller, UUID id) {
        UUID organization = search.organizationOfEvent(id).filter(caller::reaches).orElseThrow(ApiError::notFound);
        caller.demand(Permission.ORGANIZATION_MANAGE, organization);
        queue.redeliver(id);
        return HttpResponse.accepted().body("null");
    }
}

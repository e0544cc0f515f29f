package dev.perennial.api.webhook;

import static dev.perennial.api.platform.input.Values.bool;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.timestamp;
import static dev.perennial.api.platform.input.Values.uuid;

import dev.perennial.api.platform.document.Operation;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Query;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.webhook.DeliveryQueue;
import dev.perennial.core.webhook.WebhookEventType;
import dev.perennial.core.webhook.WebhookSearch;
import dev.perennial.core.webhook.WebhookSearch.Filter;
import dev.perennial.core.wire.WebhookDeliveryView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import java.util.Map;
import java.util.UUID;

@Controller("/v1/webhooks")
class WebhookDeliveryController {
    private static final Map<String, Integer> CODE_CLASSES = Map.of("2xx", 2, "3xx", 3, "4xx", 4, "5xx", 5);

    private final WebhookSearch search;
    private final DeliveryQueue queue;

    WebhookDeliveryController(WebhookSearch search, DeliveryQueue queue) {
        this.search = search;
        this.queue = queue;
    }

    private record Asked(Filter filter, PageRequest page) {}

    @Get("/deliveries")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = {"webhooks:read", "webhooks:write"})
    @Operation("webhooks:list_webhook_deliveries")
    ListResource<WebhookDeliveryView> list(MerchantCaller caller, Query query) {
        Asked asked = query.read(in -> {
            var organizations = in.organizations(caller, Permission.ORGANIZATION_MANAGE);
            var endpoints = in.all("endpoint_id", uuid());
            var after = in.optional("start_timestamp", timestamp());
            var before = in.optional("end_timestamp", timestamp());
            var succeeded = in.optional("succeeded", bool());
            var part = in.optional("query", text());
            var code = in.optional("http_code_class", oneOf(CODE_CLASSES));
            var types = in.all("event_type", oneOf(WebhookEventType.class, WebhookEventType::wire));
            var page = in.page();
            return () -> new Asked(new Filter(organizations, endpoints, after, before, succeeded, part, code, types), page.get());
        });
        return ListResource.of(search.deliveries(asked.filter(), asked.page()), asked.page(), WebhookDeliveryView::of);
    }

    /** Sends an event once more, whatever became of it. */
    @Post("/events/{id}/redeliver")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "webhooks:write")
    @Operation("webhooks:redeliver_webhook_event")
    @Status(HttpStatus.ACCEPTED)
    HttpResponse<?> redeliver(MerchantCaller caller, UUID id) {
        UUID organization = search.organizationOfEvent(id).filter(caller::reaches).orElseThrow(ApiError::notFound);
        caller.demand(Permission.ORGANIZATION_MANAGE, organization);
        queue.redeliver(id);
        return HttpResponse.accepted().contentType(MediaType.APPLICATION_JSON_TYPE).body("null");
    }
}

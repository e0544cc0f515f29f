package dev.perennial.api.webhook;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.Permission;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.core.webhook.InvalidTargetUrl;
import dev.perennial.core.webhook.TargetPolicy;
import dev.perennial.core.webhook.TargetUrl;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEndpoints;
import dev.perennial.core.webhook.WebhookSecret;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Creates and changes webhook endpoints. */
@Singleton
class WebhookEndpointDesk {
    /** Tells the relay that an endpoint's workflow has to look at its events again. */
    private static final String CHANGED = "webhook_endpoint.changed";

    private final TransactionOperations<Connection> transactions;
    private final WebhookEndpoints endpoints;
    private final Outbox outbox;
    private final BillingTime time;
    private final TargetPolicy policy;
    private final SecureRandom random = new SecureRandom();

    WebhookEndpointDesk(TransactionOperations<Connection> transactions, WebhookEndpoints endpoints, Outbox outbox, BillingTime time,
            Settings settings) {
        this.transactions = transactions;
        this.endpoints = endpoints;
        this.outbox = outbox;
        this.time = time;
        this.policy = settings.webhooksAllowPrivateTargets() ? TargetPolicy.PRIVATE_ALLOWED : TargetPolicy.PUBLIC_ONLY;
    }

    TargetPolicy policy() {
        return policy;
    }

    WebhookEndpoint create(WebhookEndpointInput input) {
        WebhookEndpoint endpoint = new WebhookEndpoint(UUID.randomUUID(), time.realNow(), null, input.organizationId(), input.url().toString(),
                input.name().orElse(null), input.format(), input.secret().orElseGet(() -> WebhookSecret.generate(random)), input.events(), true,
                null);
        endpoints.insert(endpoint);
        return endpoint;
    }

    WebhookEndpoint update(MerchantCaller caller, UUID id, WebhookEndpointInput.Change change) {
        WebhookEndpoint current = find(caller, id);
        boolean enabled = change.enabled().orElse(current.enabled());
        if (enabled && !current.enabled()) {
            requireSendable(current);
        }
        return stored(new WebhookEndpoint(id, current.createdAt(), time.realNow(), current.organizationId(),
                change.url().map(TargetUrl::toString).orElse(current.url()), change.name().orElse(current.name()),
                change.format().orElse(current.format()), change.secret().orElse(current.secret()), change.events().orElse(current.events()), enabled,
                null));
    }

    /** A new secret counts at once, also for what waits to be sent again. */
    WebhookEndpoint resetSecret(MerchantCaller caller, UUID id) {
        WebhookEndpoint current = find(caller, id);
        return stored(new WebhookEndpoint(id, current.createdAt(), time.realNow(), current.organizationId(), current.url(), current.name(),
                current.format(), WebhookSecret.generate(random), current.events(), current.enabled(), null));
    }

    void delete(MerchantCaller caller, UUID id) {
        WebhookEndpoint current = find(caller, id);
        Instant now = time.realNow();
        transactions.executeWrite(_ -> {
            endpoints.delete(id, now);
            tellChanged(current, now);
            return current;
        });
    }

    /** Endpoints carry secrets: whoever may not manage the organization does not see them. */
    WebhookEndpoint find(MerchantCaller caller, UUID id) {
        WebhookEndpoint endpoint = endpoints.find(id).filter(found -> caller.reaches(found.organizationId())).orElseThrow(ApiError::notFound);
        caller.demand(Permission.ORGANIZATION_MANAGE, endpoint.organizationId());
        return endpoint;
    }

    private WebhookEndpoint stored(WebhookEndpoint changed) {
        Instant now = time.realNow();
        return transactions.executeWrite(_ -> {
            endpoints.update(changed);
            tellChanged(changed, now);
            return changed;
        });
    }

    private void tellChanged(WebhookEndpoint endpoint, Instant now) {
        outbox.append(List.of(new Fact(CHANGED, endpoint.organizationId(), endpoint.id(), endpoint.id(), () -> {
            throw new IllegalStateException(CHANGED + " is not an event of the wire");
        })), now);
    }

    private void requireSendable(WebhookEndpoint endpoint) {
        try {
            TargetUrl.of(endpoint.url(), policy);
        } catch (InvalidTargetUrl wrong) {
            throw InvalidRequest.of("value_error", Loc.body("enabled"), "The endpoint's URL can't be used: " + wrong.getMessage(), true);
        }
    }
}

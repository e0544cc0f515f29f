package dev.perennial.api.integration;

import dev.perennial.api.platform.document.Operation;
import dev.perennial.core.time.RealInstant;
import io.micronaut.http.annotation.Status;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.limit.Limited;
import dev.perennial.api.platform.limit.Zone;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.payment.PaymentMethods;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.payment.ProviderEvent.Route;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.BillingTime;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.payment.ProviderEventDesk;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stripe's events (spec 04 §17): no signature 400, a bad one 401, else 202 once the event is stored. */
@Controller("/v1/integrations/stripe")
@ExecuteOn(TaskExecutors.BLOCKING)
final class StripeWebhookController {
    private static final Logger LOG = LoggerFactory.getLogger(StripeWebhookController.class);
    private static final String DETACHED = "payment_method.detached";

    private final ProviderEventDesk desk;
    private final PaymentMethods methods;
    private final TransactionOperations<Connection> transactions;
    private final BillingTime time;
    private final String secret;
    private final ObjectMapper mapper = Json.mapper();

    StripeWebhookController(ProviderEvents events, MoneyCases cases, Owners owners, PaymentMethods methods,
            TransactionOperations<Connection> transactions, BillingTime time, Settings settings) {
        this.desk = new ProviderEventDesk(events, cases, owners);
        this.methods = methods;
        this.transactions = transactions;
        this.time = time;
        this.secret = settings.stripeWebhookSecret();
    }

    @Post(value = "/webhook", consumes = MediaType.ALL)
    @Access(subjects = Subject.ANONYMOUS)
    @Operation(summary = "Take an event of the payment processor")
    @Status(HttpStatus.ACCEPTED)
    @Limited(Zone.NONE)
    HttpResponse<?> receive(@Body String payload, @Header("Stripe-Signature") @Nullable String signature) throws JsonProcessingException {
        if (signature == null) {
            return HttpResponse.badRequest();
        }
        try {
            Webhook.Signature.verifyHeader(payload, signature, secret, Webhook.DEFAULT_TOLERANCE);
        } catch (SignatureVerificationException _) {
            return HttpResponse.unauthorized();
        }
        RealInstant now = time.realNow();
        ProviderEvent event = read(mapper.readTree(payload), now);
        Route route = desk.routes(List.of(event), now).getOrDefault(event, new Route.Later());
        boolean isNew = event.type().equals(DETACHED) ? detach(event, route, payload) : desk.store(event, route, payload);
        if (isNew) {
            passOn(event, route, now);
        }
        return HttpResponse.status(HttpStatus.ACCEPTED);
    }

    private boolean detach(ProviderEvent event, Route route, String payload) {
        return transactions.executeWrite(status -> {
            boolean isNew = desk.store(event, route, payload);
            if (isNew) {
                methods.removeDetached(event.objectId(), event.receivedAt());
            }
            return isNew;
        });
    }

    private void passOn(ProviderEvent event, Route route, RealInstant now) {
        try {
            desk.tell(event, route, now);
        } catch (RuntimeException failed) {
            // The event is stored and acknowledged: the worker passes it on when the workflows can be reached again.
            LOG.warn("event {} is passed on later: {}", event.id(), failed.toString());
        }
    }

    private static ProviderEvent read(JsonNode event, RealInstant now) {
        JsonNode object = event.path("data").path("object");
        return new ProviderEvent(event.path("id").asText(), "stripe", event.path("type").asText(), object.path("id").asText(),
                attemptId(object.path("metadata").path("attempt_id").asText()), now);
    }

    private static @Nullable UUID attemptId(String text) {
        try {
            return text.isEmpty() ? null : UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            return null; // Somebody else's metadata under the same name.
        }
    }
}

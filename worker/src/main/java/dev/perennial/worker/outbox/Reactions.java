package dev.perennial.worker.outbox;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.Facts;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.webhook.WebhookEndpointWorkflow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import java.util.Map;
import java.util.UUID;

/** The workflows that facts start or wake. A fact that isn't named here has webhooks at most, which need no reaction. */
final class Reactions {
    static final String ENDPOINT_CHANGED = "webhook_endpoint.changed";

    private final WorkflowClient client;
    private final AggregateDescriptions descriptions;
    private final Checkouts checkouts;
    private final Subscriptions subscriptions;
    private final Owners owners;
    private final Counter endpointsWoken;

    Reactions(WorkflowClient client, AggregateDescriptions descriptions, Checkouts checkouts, Subscriptions subscriptions, MeterRegistry meters) {
        this.client = client;
        this.descriptions = descriptions;
        this.checkouts = checkouts;
        this.subscriptions = subscriptions;
        this.owners = new Owners(client, descriptions);
        this.endpointsWoken = Counter.builder("perennial.webhook.workflows.woken").description("Starts and signals of endpoints' workflows")
                .register(meters);
    }

    Map<String, Reaction> byType() {
        return Map.of("checkout.created", this::startCheckout, "subscription.created", this::startSubscription, Facts.COLLECTION_STARTED,
                this::lookAtCollection, Facts.SUBSCRIPTION_CHANGED_ELSEWHERE, this::reloadSubscription, ENDPOINT_CHANGED, this::wakeEndpoint,
                Customer.PROFILE_CHANGED, this::followCustomer, "customer.deleted", this::followCustomer,
                Customer.DEFAULT_METHOD_CHANGED, id -> owners.signal(Aggregate.CUSTOMER, id, "default_method_changed"));
    }

    void wakeEndpoint(UUID id) {
        var workflow = stub(WebhookEndpointWorkflow.class, Aggregate.WEBHOOK_ENDPOINT, id);
        var request = client.newSignalWithStartRequest();
        request.add(workflow::run, new WebhookEndpointWorkflow.Start(id));
        request.add(workflow::changed);
        client.signalWithStart(request);
        endpointsWoken.increment();
    }

    private void startCheckout(UUID id) {
        begin(Aggregate.CHECKOUT, id, Agendas.of(checkouts.find(id).orElseThrow(() -> new IllegalStateException("no checkout " + id))));
    }

    private void startSubscription(UUID id) { begin(Aggregate.SUBSCRIPTION, id, Agendas.of(subscriptions.get(id))); }

    /** What is over by the time its fact is relayed needs no workflow any more. */
    private void begin(Aggregate aggregate, UUID id, Agenda agenda) {
        if (!agenda.ended()) {
            owners.begin(aggregate, id, agenda);
        }
    }

    private void lookAtCollection(UUID order) { owners.signal(Aggregate.ORDER, order, "changed"); }

    private void followCustomer(UUID id) { owners.signal(Aggregate.CUSTOMER, id, "changed"); }

    private void reloadSubscription(UUID id) { owners.signal(Aggregate.SUBSCRIPTION, id, "reload"); }

    private <T> T stub(Class<T> workflow, Aggregate aggregate, UUID id) {
        return client.newWorkflowStub(workflow, aggregate.startOptions(id, descriptions.describe(aggregate.wire(), id)));
    }
}

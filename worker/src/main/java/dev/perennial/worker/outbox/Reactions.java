package dev.perennial.worker.outbox;

import dev.perennial.activities.Agendas;
import dev.perennial.activities.Facts;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.AggregateDescription;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.workflows.Agenda;
import dev.perennial.workflows.Aggregate;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.checkout.CheckoutWorkflow;
import dev.perennial.workflows.subscription.SubscriptionWorkflow;
import dev.perennial.workflows.webhook.WebhookEndpointWorkflow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
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
        Agenda agenda = Agendas.of(checkouts.find(id).orElseThrow(() -> new IllegalStateException("no checkout " + id)));
        if (!agenda.ended()) {
            WorkflowClient.start(begun(CheckoutWorkflow.class, Aggregate.CHECKOUT, id, agenda)::run, new CheckoutWorkflow.Start(id, agenda));
        }
    }

    private void startSubscription(UUID id) {
        Agenda agenda = Agendas.of(subscriptions.get(id));
        if (!agenda.ended()) {
            WorkflowClient.start(begun(SubscriptionWorkflow.class, Aggregate.SUBSCRIPTION, id, agenda)::run,
                    new SubscriptionWorkflow.Start(id, agenda));
        }
    }

    private void lookAtCollection(UUID order) { owners.signal(Aggregate.ORDER, order, "changed"); }

    private void followCustomer(UUID id) { owners.signal(Aggregate.CUSTOMER, id, "changed"); }

    private void reloadSubscription(UUID id) { owners.signal(Aggregate.SUBSCRIPTION, id, "reload"); }

    /**
     * Starts with what the row says, so that the first workflow task has nothing to read and nothing to add to the search attributes. That task is handed to
     * this process together with the answer, where it has a place for it.
     */
    private <T> T begun(Class<T> workflow, Aggregate aggregate, UUID id, Agenda agenda) {
        AggregateDescription about = agenda.about();
        String summary = descriptions.describe(aggregate.wire(), id).summary();
        var options = aggregate.startOptions(id, new AggregateDescription(about.organizationId(), about.customerId(), about.state(), summary));
        return client.newWorkflowStub(workflow, WorkflowOptions.newBuilder(options).setDisableEagerExecution(false).build());
    }

    private <T> T stub(Class<T> workflow, Aggregate aggregate, UUID id) {
        return client.newWorkflowStub(workflow, aggregate.startOptions(id, descriptions.describe(aggregate.wire(), id)));
    }
}

package dev.perennial.worker;

import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.settings.Settings;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.TaskQueues;
import dev.perennial.workflows.TemporalConnection;
import dev.perennial.workflows.checkout.CheckoutSteps;
import dev.perennial.workflows.checkout.CheckoutWorkflowImpl;
import dev.perennial.workflows.customer.CustomerSteps;
import dev.perennial.workflows.customer.CustomerWorkflowImpl;
import dev.perennial.workflows.order.CollectionSteps;
import dev.perennial.workflows.order.CollectionWorkflowImpl;
import dev.perennial.workflows.payment.CardSetupSteps;
import dev.perennial.workflows.payment.CardSetupWorkflowImpl;
import dev.perennial.workflows.payment.ChargeSteps;
import dev.perennial.workflows.subscription.SubscriptionSteps;
import dev.perennial.workflows.subscription.SubscriptionWorkflowImpl;
import dev.perennial.workflows.testclock.TestClockSteps;
import dev.perennial.workflows.testclock.TestClockWorkflowImpl;
import dev.perennial.workflows.webhook.WebhookEndpointWorkflowImpl;
import dev.perennial.workflows.webhook.WebhookSteps;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Factory;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The connection to Temporal, and one screen that tells what each task queue runs. */
@Factory
final class TemporalFactory {
    /** A cached workflow costs some 10 KB; replaying one that was evicted costs a task of several milliseconds. */
    private static final int CACHED_WORKFLOWS = 5_000;
    private static final int DRAIN_SECONDS = 8;
    /**
     * How long a task waits for the worker that has its workflow cached before any worker may replay it. When thousands of renewals are due at once they wait for
     * their turn, and replaying those would make the queue longer still. A worker that was killed delays its workflows by as much.
     */
    private static final Duration CACHED_TASK_WAIT = Duration.ofSeconds(30);
    /** A first task on a cold, busy machine takes longer than the library's second; a real deadlock is still noticed. */
    private static final long DEADLOCK_MILLIS = 10_000;

    @Singleton
    @Bean(preDestroy = "shutdown")
    WorkflowServiceStubs service(Settings settings) { return TemporalConnection.service(settings.temporalAddress()); }

    @Singleton
    WorkflowClient client(WorkflowServiceStubs service, Settings settings) {
        return TemporalConnection.client(service, settings.temporalNamespace(), Json.mapper());
    }

    @Singleton
    Owners owners(WorkflowClient client, AggregateDescriptions descriptions) { return new Owners(client, descriptions); }

    /** Depends on everything the workers use, and so is stopped before it. */
    @Context
    @Bean(preDestroy = "close")
    RunningWorkers workers(WorkflowClient client, CheckoutSteps checkouts, SubscriptionSteps subscriptions, CollectionSteps collections,
            ChargeSteps charges,
            CardSetupSteps cards, TestClockSteps clocks, CustomerSteps customers,
            WebhookSteps webhooks) {
        WorkerFactory factory = WorkerFactory.newInstance(client, WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(CACHED_WORKFLOWS)
                .setMaxWorkflowThreadCount(2 * CACHED_WORKFLOWS).setUsingVirtualWorkflowThreads(true).build());
        WorkerOptions options = WorkerOptions.newBuilder().setUsingVirtualThreads(true).setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS)
                .setStickyQueueScheduleToStartTimeout(CACHED_TASK_WAIT).build();
        Worker billing = factory.newWorker(TaskQueues.BILLING, options);
        billing.registerWorkflowImplementationTypes(CheckoutWorkflowImpl.class, SubscriptionWorkflowImpl.class, CollectionWorkflowImpl.class,
                CardSetupWorkflowImpl.class, TestClockWorkflowImpl.class, CustomerWorkflowImpl.class);
        billing.registerActivitiesImplementations(checkouts, subscriptions, collections, charges, cards, clocks, customers);
        Worker deliveries = factory.newWorker(TaskQueues.WEBHOOKS, options);
        deliveries.registerWorkflowImplementationTypes(WebhookEndpointWorkflowImpl.class);
        deliveries.registerActivitiesImplementations(webhooks);
        factory.start();
        return new RunningWorkers(factory);
    }

    /** The workers, which finish what they are at before they stop. */
    record RunningWorkers(WorkerFactory factory) implements AutoCloseable {
        @Override
        public void close() {
            factory.shutdown();
            factory.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS);
        }
    }
}

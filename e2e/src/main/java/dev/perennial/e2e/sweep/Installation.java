package dev.perennial.e2e.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.moneycase.MoneyCases;
import dev.perennial.core.outbox.WaitingFacts;
import dev.perennial.core.payment.ProviderEvent;
import dev.perennial.core.payment.ProviderEvent.Route;
import dev.perennial.core.payment.ProviderEvents;
import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.subscription.Subscriptions;
import dev.perennial.core.time.RealInstant;
import dev.perennial.dev.postgres.LocalPostgres;
import dev.perennial.e2e.sweep.Occasion.Kind;
import dev.perennial.worker.outbox.RelayOnDemand;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.SearchAttributes;
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
import dev.perennial.workflows.payment.ProviderEventDesk;
import dev.perennial.workflows.subscription.SubscriptionSteps;
import dev.perennial.workflows.subscription.SubscriptionWorkflowImpl;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.core.type.GenericArgument;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.inject.BeanDefinitionReference;
import io.micronaut.inject.ExecutableMethod;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.testservice.v1.UnlockTimeSkippingRequest;
import io.temporal.serviceclient.TestServiceStubs;
import io.temporal.serviceclient.TestServiceStubsOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything of ours but the HTTP API, on a database of its own, and one clock for all of it. What a worker does by its timers is done when it is told to. */
final class Installation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);
    /** A call that wakes a workflow leads to its first step within this time, in real time. */
    private static final Duration WAKING = Duration.ofMillis(500);
    private static final Duration PROBE = Duration.ofSeconds(4);
    private static final long DEADLOCK_MILLIS = 30_000;

    final Plan plan = new Plan();
    final Processor processor;
    final Clock clock;
    private final TestWorkflowEnvironment temporal;
    private final TestServiceStubs time;
    private final Waiting waiting = new Waiting();
    private final DefaultApplicationContext context;
    private final TransactionOperations<Connection> transactions;
    private final RelayOnDemand relay;
    private final ProviderEventDesk desk;
    private final List<Runnable> jobs;

    static {
        // The JDK's client would quietly repeat a POST whose connection was cut, and so hide what the sweep is about.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    Installation() {
        temporal = environment(waiting, new StepFaults(plan, workflow -> terminate(workflow, true)));
        time = TestServiceStubs.newServiceStubs(
                TestServiceStubsOptions.newBuilder().setChannel(temporal.getWorkflowServiceStubs().getRawChannel()).validateAndBuildWithDefaults());
        clock = new SharedClock(temporal);
        processor = new Processor(plan, clock);
        context = new WorkersParts();
        Settings settings = settings();
        context.getEnvironment().addPropertySource(PropertySource.of(DatabaseProperties.forSteps(settings)));
        context.registerSingleton(settings);
        context.registerSingleton(Clock.class, clock);
        context.registerSingleton(WorkflowClient.class, temporal.getWorkflowClient());
        context.start();
        transactions = context.getBean(new GenericArgument<TransactionOperations<Connection>>() {});
        relay = new RelayOnDemand(get(WaitingFacts.class), temporal.getWorkflowClient(), get(AggregateDescriptions.class), get(Checkouts.class),
                get(Subscriptions.class), clock, get(MeterRegistry.class));
        desk = new ProviderEventDesk(get(ProviderEvents.class), get(MoneyCases.class), get(Owners.class));
        jobs = jobs();
        startWorkers();
    }

    private Settings settings() {
        return Settings.of(Map.ofEntries(Map.entry("PERENNIAL_DATABASE_URL", LocalPostgres.temporary().createDatabase()),
                Map.entry("PERENNIAL_DATABASE_USER", LocalPostgres.USER), Map.entry("PERENNIAL_DATABASE_POOL_SIZE", "8"),
                Map.entry("PERENNIAL_TEMPORAL_ADDRESS", "localhost:1"), Map.entry("PERENNIAL_SECRET", "sweep"),
                Map.entry("PERENNIAL_STRIPE_API_KEY", Processor.KEY), Map.entry("PERENNIAL_STRIPE_API_BASE", processor.url()),
                Map.entry("PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_sweep"), Map.entry("PERENNIAL_SANDBOX", "true"),
                Map.entry("PERENNIAL_PROCESSOR_TIMEOUT_MILLIS", Long.toString(Processor.PATIENCE.toMillis())),
                Map.entry("PERENNIAL_PROCESSOR_REQUEST_LIFETIME_SECONDS", "90")));
    }

    private static TestWorkflowEnvironment environment(Waiting waiting, StepFaults faults) {
        var options = TestEnvironmentOptions.newBuilder()
                .setWorkflowServiceStubsOptions(WorkflowServiceStubsOptions.newBuilder().setGrpcClientInterceptors(List.of(waiting)).build())
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder().setIdentity("sweep")
                        .setDataConverter(TemporalConnection.dataConverter(Json.mapper())).build())
                .setWorkerFactoryOptions(
                        WorkerFactoryOptions.newBuilder().setWorkerInterceptors(faults).setUsingVirtualWorkflowThreads(true).build());
        List.of(SearchAttributes.KIND, SearchAttributes.ORGANIZATION, SearchAttributes.CUSTOMER, SearchAttributes.STATE)
                .forEach(attribute -> options.registerSearchAttribute(attribute.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        return TestWorkflowEnvironment.newInstance(options.build());
    }

    /** The worker's beans without what connects it to a Temporal of its own, and without timers. */
    @SuppressWarnings({"rawtypes", "overrides"}) // The framework's own signatures.
    private static final class WorkersParts extends DefaultApplicationContext {
        private static final List<String> WITHOUT = List.of("dev.perennial.api.", "dev.perennial.bench.", "dev.perennial.worker.outbox.",
                "dev.perennial.worker.$TemporalFactory$Service", "dev.perennial.worker.$TemporalFactory$Client",
                "dev.perennial.worker.$TemporalFactory$Workers",
                "dev.perennial.core.persistence.$Clocks", "io.micronaut.logging.", "io.micronaut.management.",
                "io.micronaut.scheduling.processor.$ScheduledMethodProcessor");

        WorkersParts() { super("test"); }

        @Override
        protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
            return super.resolveBeanDefinitionReferences().stream().filter(bean -> isWanted(bean.getBeanDefinitionName())).toList();
        }

        private static boolean isWanted(String bean) {
            return WITHOUT.stream().noneMatch(bean::startsWith);
        }
    }

    private void startWorkers() {
        Worker worker = temporal.newWorker(TaskQueues.BILLING,
                WorkerOptions.newBuilder().setUsingVirtualThreads(true).setDefaultDeadlockDetectionTimeout(DEADLOCK_MILLIS).build());
        worker.registerWorkflowImplementationTypes(CheckoutWorkflowImpl.class, SubscriptionWorkflowImpl.class, CollectionWorkflowImpl.class,
                CardSetupWorkflowImpl.class, CustomerWorkflowImpl.class);
        worker.registerActivitiesImplementations(get(CheckoutSteps.class), get(SubscriptionSteps.class), get(CollectionSteps.class),
                get(ChargeSteps.class), get(CardSetupSteps.class), get(CustomerSteps.class));
        temporal.start();
    }

    /** What the worker does by its timers. */
    private List<Runnable> jobs() {
        List<Runnable> found = new ArrayList<>();
        for (BeanDefinition<?> definition : context.getAllBeanDefinitions()) {
            if (definition.getName().startsWith("dev.perennial.worker.")) {
                found.addAll(jobsOf(definition));
            }
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("the worker has no timers any more: the sweep does not do its jobs");
        }
        return found;
    }

    private <B> List<Runnable> jobsOf(BeanDefinition<B> definition) {
        List<Runnable> found = new ArrayList<>();
        for (ExecutableMethod<B, ?> method : definition.getExecutableMethods()) {
            if (!method.getAnnotationValuesByType(Scheduled.class).isEmpty()) {
                found.add(() -> method.invoke(context.getBean(definition)));
            }
        }
        return found;
    }

    <T> T get(Class<T> bean) { return context.getBean(bean); }

    Sql sql() { return get(Sql.class); }

    Instant now() { return clock.instant(); }

    void inTransaction(Runnable work) {
        transactions.executeWrite(_ -> {
            work.run();
            return true;
        });
    }

    /** Lets time pass. Whatever is due in between happens in its turn; what is being done right now is waited for. */
    void pass(Duration time) {
        temporal.sleep(time);
    }

    /** Whether time can't be skipped any more: a workflow was ended while it was at a task that nobody knew of. */
    boolean standsStill() {
        long begun = System.nanoTime();
        pass(PROBE);
        return System.nanoTime() - begun > PROBE.toNanos() / 2;
    }

    /** What a worker does all the time: relays facts, hears the processor, does the jobs of its timers. */
    void work() {
        relay.relay();
        hear();
        int met = plan.met().size();
        double repairs = repairs();
        jobs.forEach(Installation::attempt);
        if (repairs() > repairs) {
            awaitFirstStep(met);
        }
        relay.relay();
    }

    /** How much the worker has woken, or sent again, that was late: its calls are under way when its job is done. */
    private double repairs() {
        return get(MeterRegistry.class).find("perennial.reconciler.repairs").counters().stream().mapToDouble(Counter::count).sum();
    }

    /** Skipped time must not come before the first step of what was woken, as it never would where nothing is skipped. */
    private void awaitFirstStep(int met) {
        long patience = System.nanoTime() + WAKING.toNanos();
        while (plan.met().size() == met && System.nanoTime() < patience) {
            rest(Duration.ofMillis(5));
        }
    }

    private static void rest(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void hear() {
        for (JsonNode told : processor.events()) {
            JsonNode object = told.path("data").path("object");
            String attempt = object.path("metadata").path("attempt_id").asText();
            if (attempt.isEmpty()) {
                continue;
            }
            Harm harm = plan.meets(Kind.EVENT, "event." + told.path("type").asText()).orElse(null);
            if (harm != Harm.UNTOLD) {
                hear(told, object.path("id").asText(), UUID.fromString(attempt));
            }
            if (harm == Harm.TOLD_TWICE) {
                hear(told, object.path("id").asText(), UUID.fromString(attempt));
            }
        }
    }

    /** As the API does with an event whose signature is good. */
    private void hear(JsonNode told, String object, UUID attempt) {
        RealInstant now = new RealInstant(now());
        var event = new ProviderEvent(told.path("id").asText(), "stripe", told.path("type").asText(), object, attempt, now);
        Route route = desk.routes(List.of(event), now).getOrDefault(event, new Route.Later());
        if (desk.store(event, route, told.toString())) {
            attempt(() -> desk.tell(event, route, now));
        }
    }

    /** A job that fails is done again at its next turn. */
    private static void attempt(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException failed) {
            LOG.warn("a job failed and is done again at its next turn", failed);
        }
    }

    /**
     * Ends a workflow, if it runs. From within a workflow, too, whose thread may not call the service itself.
     *
     * @param inTask whether it is at a task: the test service holds time while a task is under way, and would hold it for good when the task can't end any more
     */
    void terminate(String workflow, boolean inTask) {
        CompletableFuture.runAsync(() -> {
            try {
                temporal.getWorkflowClient().newUntypedWorkflowStub(workflow).terminate("sweep");
                if (inTask) {
                    waiting.tellThatItIsOver();
                    time.blockingStub().unlockTimeSkipping(UnlockTimeSkippingRequest.getDefaultInstance());
                }
            } catch (WorkflowNotFoundException over) {
                LOG.debug("{} is over already", workflow);
            }
        }, Thread::startVirtualThread).join();
    }

    /** Waits until late calls that were ordered are surely over. */
    void awaitLateCalls() {
        long left = plan.lateUntil() - System.nanoTime();
        if (left > 0) {
            rest(Duration.ofNanos(left));
        }
    }

    @Override
    public void close() {
        temporal.close();
        context.close();
        processor.close();
    }
}

package dev.perennial.bench.measure;

import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.settings.Settings;
import dev.perennial.workflows.TemporalConnection;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.HashMap;
import java.util.Map;

/** The measured installation's repositories, its workflow service and the processor's sandbox, for whoever measures. */
public final class Installation implements AutoCloseable {
    private final Stack stack;
    private final ApplicationContext context;
    private final WorkflowServiceStubs service;
    private final WorkflowClient client;

    private Installation(Stack stack, Settings settings, ApplicationContext context) {
        this.stack = stack;
        this.context = context;
        this.service = TemporalConnection.service(settings.temporalAddress());
        this.client = TemporalConnection.client(service, settings.temporalNamespace(), Json.mapper());
    }

    /** Connects to a running stack; its schema is left as it is. */
    public static Installation of(Stack stack) {
        Settings settings = stack.settings();
        Map<String, Object> database = new HashMap<>(DatabaseProperties.of(settings));
        database.put("flyway.datasources.default.enabled", false);
        ApplicationContext context = ApplicationContext.builder().banner(false).singletons(settings)
                .propertySources(PropertySource.of("database", database)).start();
        return new Installation(stack, settings, context);
    }

    public Stack stack() { return stack; }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public WorkflowClient temporal() { return client; }

    /** What everything has cost until now. */
    public Meter meter() { return Meter.read(stack.pids(), bean(DatabaseMeter.class)); }

    @Override
    public void close() {
        service.shutdownNow();
        context.close();
    }
}

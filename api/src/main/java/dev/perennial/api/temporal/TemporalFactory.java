package dev.perennial.api.temporal;

import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.settings.Settings;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.TemporalConnection;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import jakarta.inject.Singleton;

@Factory
final class TemporalFactory {
    @Singleton
    @Bean(preDestroy = "shutdown")
    WorkflowServiceStubs service(Settings settings) { return TemporalConnection.service(settings.temporalAddress()); }

    @Singleton
    WorkflowClient client(WorkflowServiceStubs service, Settings settings) {
        return TemporalConnection.client(service, settings.temporalNamespace(), Json.mapper());
    }

    @Singleton
    Owners owners(WorkflowClient client, AggregateDescriptions descriptions) { return new Owners(client, descriptions); }
}

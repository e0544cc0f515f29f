package dev.perennial.workflows;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** How every process of ours talks to Temporal: the same JSON as everywhere else. */
public final class TemporalConnection {
    private TemporalConnection() {}

    /**
     * Uncompressed: a message has some hundred bytes, and packing and unpacking it would be a good part of what a workflow task costs on both sides.
     *
     * @param address {@code host:port} of the Temporal service
     */
    public static WorkflowServiceStubs service(String address) {
        return WorkflowServiceStubs
                .newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(address).setGrpcCompression(GrpcCompression.NONE).build());
    }

    public static WorkflowClient client(WorkflowServiceStubs service, String namespace, ObjectMapper mapper) {
        return WorkflowClient.newInstance(service,
                WorkflowClientOptions.newBuilder().setNamespace(namespace).setDataConverter(dataConverter(mapper)).build());
    }

    /** The payload format, also for replaying recorded histories. */
    public static DataConverter dataConverter(ObjectMapper mapper) {
        return DefaultDataConverter.newDefaultInstance().withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper));
    }
}

package dev.perennial.dev.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.common.v1.WorkflowType;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.api.workflowservice.v1.StartWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.TerminateWorkflowExecutionRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Sets up what our workflows expect of a Temporal service: the namespace and the search attributes an operator filters by. */
final class TemporalNamespace {
    private static final List<String> KEYWORDS = List.of("PerennialOrganization", "PerennialCustomer", "PerennialKind", "PerennialState");
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 250;
    private static final int RETENTION_DAYS = 7;
    private static final String PROBE = "perennial-stack-probe";

    private final WorkflowServiceStubs service;
    private final OperatorServiceStubs operator;
    private final boolean keepsNamespaces;

    private TemporalNamespace(WorkflowServiceStubs service, OperatorServiceStubs operator, boolean keepsNamespaces) {
        this.service = service;
        this.operator = operator;
        this.keepsNamespaces = keepsNamespaces;
    }

    /**
     * Registers what is missing and returns when a workflow with all search attributes can be started: the service's caches learn of
     * a registration some seconds late.
     *
     * @param keepsNamespaces whether the service knows namespaces and can list and delete; the in-memory one cannot
     * @throws IOException when that does not come to pass within a minute
     */
    static void ensure(String address, boolean keepsNamespaces) throws IOException, InterruptedException {
        var service = WorkflowServiceStubs
                .newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(address).validateAndBuildWithDefaults());
        var operator = OperatorServiceStubs
                .newServiceStubs(OperatorServiceStubsOptions.newBuilder().setChannel(service.getRawChannel()).validateAndBuildWithDefaults());
        try {
            var namespace = new TemporalNamespace(service, operator, keepsNamespaces);
            if (keepsNamespaces) {
                namespace.untilItWorks(namespace::register);
            }
            namespace.untilItWorks(namespace::addSearchAttributes);
            namespace.untilItWorks(namespace::probe);
        } finally {
            operator.shutdownNow();
            service.shutdownNow();
            service.awaitTermination(2, TimeUnit.SECONDS);
        }
    }

    private void untilItWorks(Runnable step) throws IOException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                step.run();
                return;
            } catch (StatusRuntimeException refused) {
                if (System.nanoTime() > end) {
                    throw new IOException("Temporal does not accept namespace " + TemporalService.NAMESPACE + ": " + refused.getMessage(), refused);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void register() {
        try {
            service.blockingStub().registerNamespace(RegisterNamespaceRequest.newBuilder().setNamespace(TemporalService.NAMESPACE)
                    .setDescription("Perennial, local stack").setWorkflowExecutionRetentionPeriod(Durations.fromDays(RETENTION_DAYS)).build());
        } catch (StatusRuntimeException refused) {
            ignore(Status.Code.ALREADY_EXISTS, refused);
        }
    }

    private void addSearchAttributes() {
        Set<String> known = keepsNamespaces
                ? operator.blockingStub()
                        .listSearchAttributes(ListSearchAttributesRequest.newBuilder().setNamespace(TemporalService.NAMESPACE).build())
                        .getCustomAttributesMap().keySet()
                : Set.of();
        var missing = AddSearchAttributesRequest.newBuilder().setNamespace(TemporalService.NAMESPACE);
        KEYWORDS.stream().filter(name -> !known.contains(name))
                .forEach(name -> missing.putSearchAttributes(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        if (missing.getSearchAttributesCount() > 0) {
            try {
                operator.blockingStub().addSearchAttributes(missing.build());
            } catch (StatusRuntimeException refused) {
                ignore(Status.Code.ALREADY_EXISTS, refused);
            }
        }
    }

    /** Starts a workflow that nobody runs, with every search attribute, reads them back and removes it. */
    private void probe() {
        String id = PROBE + "/" + UUID.randomUUID();
        var start = StartWorkflowExecutionRequest.newBuilder().setNamespace(TemporalService.NAMESPACE).setWorkflowId(id)
                .setRequestId(UUID.randomUUID().toString())
                .setWorkflowType(WorkflowType.newBuilder().setName(PROBE)).setTaskQueue(TaskQueue.newBuilder().setName(PROBE))
                .setWorkflowRunTimeout(Durations.fromSeconds(60));
        KEYWORDS.forEach(name -> start.getSearchAttributesBuilder().putIndexedFields(name, keyword("probe")));
        service.blockingStub().startWorkflowExecution(start.build());
        var execution = WorkflowExecution.newBuilder().setWorkflowId(id).build();
        var attributes = service.blockingStub()
                .describeWorkflowExecution(
                        DescribeWorkflowExecutionRequest.newBuilder().setNamespace(TemporalService.NAMESPACE).setExecution(execution).build())
                .getWorkflowExecutionInfo().getSearchAttributes().getIndexedFieldsMap();
        service.blockingStub().terminateWorkflowExecution(TerminateWorkflowExecutionRequest.newBuilder().setNamespace(TemporalService.NAMESPACE)
                .setWorkflowExecution(execution).setReason("the stack is ready").build());
        if (keepsNamespaces) {
            service.blockingStub().deleteWorkflowExecution(
                    DeleteWorkflowExecutionRequest.newBuilder().setNamespace(TemporalService.NAMESPACE).setWorkflowExecution(execution).build());
        }
        if (!attributes.keySet().containsAll(KEYWORDS)) {
            throw Status.FAILED_PRECONDITION.withDescription("only these search attributes came back: " + attributes.keySet()).asRuntimeException();
        }
    }

    private static Payload keyword(String value) {
        return Payload.newBuilder().putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                .putMetadata("type", ByteString.copyFromUtf8("Keyword"))
                .setData(ByteString.copyFrom('"' + value + '"', StandardCharsets.UTF_8)).build();
    }

    private static void ignore(Status.Code expected, StatusRuntimeException refused) {
        if (refused.getStatus().getCode() != expected) {
            throw refused;
        }
    }
}

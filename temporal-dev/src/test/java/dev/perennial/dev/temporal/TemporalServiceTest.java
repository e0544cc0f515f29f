package dev.perennial.dev.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Health;
import dev.perennial.dev.supervision.Ports;
import dev.perennial.dev.supervision.Supervisor;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServiceTest {
    private static final List<String> IN_MEMORY = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-cp",
            System.getProperty("java.class.path"), "io.temporal.testserver.TestServer");

    private final List<String> said = new CopyOnWriteArrayList<>();

    @TempDir
    private Path data;

    @Test
    void theOfficialServerIsSetUpAndComesBackWithItsNamespace() throws Exception {
        boolean available = Commands.onPath("go").isPresent() || GoProgram.areAllBuilt(Commands.cache().resolve("bin"));
        if (!available && "true".equals(System.getenv("CI"))) {
            fail("neither Go nor a built Temporal server is here");
        }
        assumeTrue(available, "neither Go nor a built Temporal server is here");
        TemporalService service = TemporalService.choose(Map.of(), data, Ports.in(data), false, IN_MEMORY, said::add);
        var supervisor = new Supervisor(data, service.parts(), said::add, () -> {});
        try {
            supervisor.start();
            assertThat(retentionDays(service.address())).isEqualTo(7);
            assertThat(Health.answers(URI.create(service.ui() + "/healthz"))).isTrue();

            long killed = Objects.requireNonNull(supervisor.pids().get(TemporalService.NAME));
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(90)).until(() -> said.stream().filter(line -> line.startsWith("temporal  ")).count() == 2);
            assertThat(supervisor.pids().get(TemporalService.NAME)).isNotEqualTo(killed);
            assertThat(retentionDays(service.address())).isEqualTo(7);
        } finally {
            supervisor.stop();
        }
    }

    @Test
    void theInMemoryServiceKnowsOurSearchAttributesAfterEachStart() throws Exception {
        TemporalService service = TemporalService.choose(Map.of(), data, Ports.in(data), true, IN_MEMORY, said::add);
        assertThat(service.ui()).isNull();
        assertThat(said).singleElement().asString().contains("forgets every workflow");
        var supervisor = new Supervisor(data, service.parts(), said::add, () -> {});
        try {
            supervisor.start(); // Ends only when a workflow with all attributes was started and read back.
            ProcessHandle.of(Objects.requireNonNull(supervisor.pids().get(TemporalService.NAME))).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(90)).until(() -> said.stream().filter(line -> line.startsWith("temporal  ")).count() == 2);
        } finally {
            supervisor.stop();
        }
    }

    private static long retentionDays(String address) {
        var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(address).validateAndBuildWithDefaults());
        try {
            return stubs.blockingStub().describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(TemporalService.NAMESPACE).build())
                    .getConfig()
                    .getWorkflowExecutionRetentionTtl().getSeconds() / Duration.ofDays(1).toSeconds();
        } finally {
            stubs.shutdownNow();
        }
    }
}

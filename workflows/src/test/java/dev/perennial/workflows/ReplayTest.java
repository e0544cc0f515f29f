package dev.perennial.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a running workflow has done so far must still be what today's code would do: otherwise it gets stuck with the next release. A change that fails here
 * goes behind {@code Workflow.getVersion}.
 */
class ReplayTest {
    @AutoClose
    final Stage stage = new Stage();

    private static WorkflowExecutionHistory recorded(Aggregate aggregate) throws IOException {
        return WorkflowExecutionHistory.fromJson(Files.readString(Stage.HISTORIES.resolve(aggregate.workflowType() + ".json")));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "WEBHOOK_ENDPOINT") // has a test of its own
    void theCodeStillDoesWhatTheHistorySays(Aggregate aggregate) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(recorded(aggregate), stage.replayer());
    }

    @Test
    void historiesSayNothingOfTheMachineThatRecordedThem() throws IOException {
        try (var files = Files.list(Stage.HISTORIES)) {
            for (var file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("/home/", "/tmp/", "/root/");
            }
        }
    }
}

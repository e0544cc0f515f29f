package dev.perennial.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a running workflow has done so far must still be what today's code would do: otherwise it gets stuck with the next release. A change that fails here
 * goes behind {@code Workflow.getVersion}.
 */
class ReplayTest {
    @AutoClose
    final Stage stage = new Stage();

    private static List<String> histories() throws IOException {
        try (var files = Files.list(Stage.HISTORIES)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** All but those of endpoints, which have a test of their own. */
    private static List<String> replayed() throws IOException {
        return histories().stream().filter(file -> !isOf(Aggregate.WEBHOOK_ENDPOINT, file)).toList();
    }

    private static boolean isOf(Aggregate aggregate, String file) { return file.startsWith(aggregate.workflowType()); }

    @ParameterizedTest
    @MethodSource("replayed")
    void theCodeStillDoesWhatTheHistorySays(String file) throws Exception {
        var history = WorkflowExecutionHistory.fromJson(Files.readString(Stage.HISTORIES.resolve(file)));
        WorkflowReplayer.replayWorkflowExecution(history, stage.replayer());
    }

    /** Runs that were begun before a long history was noticed go on as they did. */
    @ParameterizedTest
    @ValueSource(strings = {"Checkout.json", "CheckoutByCommand.json", "CardSetup.json"})
    void aLongHistoryOfBeforeIsReplayedAsItWas(String file) throws Exception {
        var history = WorkflowExecutionHistory.fromJson(Files.readString(Stage.HISTORIES.resolve(file))).getHistory().toBuilder();
        int tasks = 0;
        for (var event : history.getEventsBuilderList()) {
            if (event.hasWorkflowTaskStartedEventAttributes()) {
                tasks++;
                event.getWorkflowTaskStartedEventAttributesBuilder().setSuggestContinueAsNew(true);
            }
        }
        assertThat(tasks).isPositive();
        WorkflowReplayer.replayWorkflowExecution(new WorkflowExecutionHistory(history.build()), stage.replayer());
    }

    @ParameterizedTest
    @EnumSource
    void everyWorkflowHasAHistory(Aggregate aggregate) throws IOException {
        assertThat(histories()).anyMatch(file -> isOf(aggregate, file));
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

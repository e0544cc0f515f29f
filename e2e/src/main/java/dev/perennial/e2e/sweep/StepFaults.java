package dev.perennial.e2e.sweep;

import dev.perennial.e2e.sweep.Occasion.Kind;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lets the steps of workflows meet what the plan has for them. */
final class StepFaults extends WorkerInterceptorBase {
    private final Plan plan;
    private final Consumer<String> terminate;
    /** What the next run of a step meets, by the step's name. */
    private final Map<String, Harm> ordered = new ConcurrentHashMap<>();

    /** @param terminate ends the workflow with this id */
    StepFaults(Plan plan, Consumer<String> terminate) {
        this.plan = plan;
        this.terminate = terminate;
    }

    /** What a worker's end looks like from within: it fails the workflow task, and the service hands the task out again. */
    private static final class WorkerLost extends RuntimeException {
        WorkerLost(String step) { super("the worker was lost at " + step); }
    }

    /** A step of which nobody hears. */
    private static final class Unheard extends RuntimeException {
        Unheard(String step) { super("nobody hears of " + step); }
    }

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
        return new WorkflowInboundCallsInterceptorBase(next) {
            @Override
            public void init(WorkflowOutboundCallsInterceptor outbound) { super.init(new Tasks(outbound)); }
        };
    }

    /**
     * What befalls the workflow or its task is done from within the task, where nothing else is under way: the test service's time stands still for good when a
     * workflow is terminated while one of its steps runs.
     */
    private final class Tasks extends WorkflowOutboundCallsInterceptorBase {
        Tasks(WorkflowOutboundCallsInterceptor next) { super(next); }

        @Override
        public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
            Harm harm = before(Kind.LOCAL_STEP, input.getActivityName());
            LocalActivityOutput<R> output = super.executeLocalActivity(input);
            return losesTask(harm) ? new LocalActivityOutput<>(lost(output.getResult(), harm, input.getActivityName())) : output;
        }

        @Override
        public <R> WorkflowOutboundCallsInterceptor.ActivityOutput<R> executeActivity(WorkflowOutboundCallsInterceptor.ActivityInput<R> input) {
            Harm harm = before(Kind.STEP, input.getActivityName());
            WorkflowOutboundCallsInterceptor.ActivityOutput<R> output = super.executeActivity(input);
            return losesTask(harm)
                    ? new WorkflowOutboundCallsInterceptor.ActivityOutput<>(output.getActivityId(),
                            lost(output.getResult(), harm, input.getActivityName()))
                    : output;
        }

        private @Nullable Harm before(Kind kind, String step) {
            Harm harm = WorkflowUnsafe.isReplaying() ? null : plan.meets(kind, step).orElse(null);
            if (harm == Harm.TERMINATED_BEFORE) {
                terminate.accept(Workflow.getInfo().getWorkflowId());
                throw new WorkerLost(step);
            }
            if (harm == Harm.NOT_RUN || harm == Harm.ANSWER_LOST) {
                ordered.put(step, harm);
            }
            return harm;
        }

        private static boolean losesTask(@Nullable Harm harm) { return harm == Harm.TASK_LOST || harm == Harm.TERMINATED_AFTER; }

        private <R> Promise<R> lost(Promise<R> result, @Nullable Harm harm, String step) {
            return result.handle((_, _) -> {
                if (harm == Harm.TERMINATED_AFTER) {
                    terminate.accept(Workflow.getInfo().getWorkflowId());
                }
                throw new WorkerLost(step);
            });
        }
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Steps(next);
    }

    private final class Steps extends ActivityInboundCallsInterceptorBase {
        private @Nullable ActivityInfo info;

        Steps(ActivityInboundCallsInterceptor next) { super(next); }

        @Override
        public void init(ActivityExecutionContext context) {
            info = context.getInfo();
            super.init(context);
        }

        @Override
        public ActivityInboundCallsInterceptor.ActivityOutput execute(ActivityInboundCallsInterceptor.ActivityInput input) {
            String step = Objects.requireNonNull(info, "init comes first").getActivityType();
            Harm harm = ordered.remove(step);
            if (harm == Harm.NOT_RUN) {
                throw new Unheard(step);
            }
            ActivityInboundCallsInterceptor.ActivityOutput output = super.execute(input);
            if (harm == Harm.ANSWER_LOST) {
                throw new Unheard(step);
            }
            return output;
        }
    }
}

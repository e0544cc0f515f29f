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
    /** What the next run of a local step meets, by the step's name. */
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

    /** Local steps are part of a workflow task, which can be lost as a whole. */
    private final class Tasks extends WorkflowOutboundCallsInterceptorBase {
        Tasks(WorkflowOutboundCallsInterceptor next) { super(next); }

        @Override
        public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
            String step = input.getActivityName();
            Harm harm = WorkflowUnsafe.isReplaying() ? null : plan.meets(Kind.LOCAL_STEP, step).orElse(null);
            if (harm == Harm.TERMINATED_BEFORE) {
                terminate.accept(Workflow.getInfo().getWorkflowId());
                throw new WorkerLost(step);
            }
            if (harm == Harm.NOT_RUN || harm == Harm.ANSWER_LOST) {
                ordered.put(step, harm);
            }
            LocalActivityOutput<R> output = super.executeLocalActivity(input);
            return harm == Harm.TASK_LOST || harm == Harm.TERMINATED_AFTER ? new LocalActivityOutput<>(output.getResult().handle((_, _) -> {
                if (harm == Harm.TERMINATED_AFTER) {
                    terminate.accept(Workflow.getInfo().getWorkflowId());
                }
                throw new WorkerLost(step);
            })) : output;
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
        public ActivityOutput execute(ActivityInput input) {
            ActivityInfo step = Objects.requireNonNull(info, "init comes first");
            Harm harm = harmOf(step);
            if (harm == Harm.TERMINATED_BEFORE) {
                terminate.accept(step.getWorkflowId());
            }
            if (harm == Harm.NOT_RUN || harm == Harm.TERMINATED_BEFORE) {
                throw new Unheard(step.getActivityType());
            }
            ActivityOutput output = super.execute(input);
            if (harm == Harm.TERMINATED_AFTER) {
                terminate.accept(step.getWorkflowId());
            }
            if (harm == Harm.ANSWER_LOST) {
                throw new Unheard(step.getActivityType());
            }
            return output;
        }
    }

    private @Nullable Harm harmOf(ActivityInfo info) {
        if (info.isLocal()) {
            return ordered.remove(info.getActivityType());
        }
        return info.getAttempt() == 1 ? plan.meets(Kind.STEP, info.getActivityType()).orElse(null) : null;
    }
}

package dev.perennial.workflows.webhook;

import dev.perennial.workflows.ActivityProfiles;
import dev.perennial.workflows.WorkflowTime;
import dev.perennial.workflows.webhook.WebhookSteps.Endpoint;
import dev.perennial.workflows.webhook.WebhookSteps.Outlook;
import io.temporal.workflow.Workflow;
import java.time.Instant;

/** Attempts what is due, sleeps until more is, and ends when nothing is left. */
public class WebhookEndpointWorkflowImpl implements WebhookEndpointWorkflow {
    private static final int UNLIMITED = 0;
    private boolean changed;

    @Override
    public void run(Start start) {
        while (true) {
            changed = false;
            // A regular activity: receivers in trouble are slow, and a workflow task must not wait for them.
            WebhookSteps steps = Workflow.newActivityStub(WebhookSteps.class, ActivityProfiles.batch("attempt what is due", UNLIMITED));
            Outlook outlook = steps.deliverDue(new Endpoint(start.id()));
            Instant due = outlook.nextDueAt();
            show(outlook);
            if (due == null && !changed) {
                return;
            }
            if (Workflow.getInfo().isContinueAsNewSuggested()) {
                // Whatever a signal has said, the new run looks for itself before it sleeps.
                Workflow.continueAsNew(start);
            }
            if (due != null) {
                WorkflowTime.sleepUntil(due, "next attempt " + due, () -> changed);
            }
        }
    }

    @Override
    public void changed() { changed = true; }

    private static void show(Outlook outlook) {
        Instant due = outlook.nextDueAt();
        Workflow.setCurrentDetails(due == null
                ? "**recovered or given up**\n\nNext: nothing, no attempt is left"
                : "**retrying**\n\nNext: attempt at " + due + "\n\nEvents waiting: " + outlook.waiting());
    }
}

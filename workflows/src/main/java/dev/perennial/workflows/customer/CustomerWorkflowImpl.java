package dev.perennial.workflows.customer;

import dev.perennial.workflows.ActivityProfiles;
import dev.perennial.workflows.command.WakeUp;
import dev.perennial.workflows.customer.CustomerSteps.Subject;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Every step succeeds in the end: the subscriptions end before their cards are forgotten, and the copies go last, with those the endings have made. */
public class CustomerWorkflowImpl implements CustomerWorkflow {
    private static final Duration UNTIL_WEBHOOKS_ARE_SENT = Duration.ofHours(1);
    private boolean changed = true;
    private boolean defaultMethodChanged;

    @Override
    public void run(Start start) {
        Subject customer = new Subject(start.id());
        while (changed) {
            changed = false;
            if (defaultMethodChanged) {
                defaultMethodChanged = false;
                steps("charge what is past due").payPastDue(customer);
            }
            switch (steps("see what is to be done").look(customer)) {
                case PROFILE -> steps("tell the processor").tellProcessor(customer);
                case END -> steps("end the subscriptions").endSubscriptions(customer);
                case END_AND_FORGET -> forget(customer);
            }
        }
    }

    @Override
    public void changed() { changed = true; }

    @Override
    public void wake(WakeUp at) { changed = true; }

    @Override
    public void defaultMethodChanged() {
        defaultMethodChanged = true;
        changed = true;
    }

    private static void forget(Subject customer) {
        steps("end the subscriptions").endSubscriptions(customer);
        steps("forget the cards").forgetCards(customer);
        while (!steps("erase copies").eraseCopies(customer)) {
            Workflow.newTimer(UNTIL_WEBHOOKS_ARE_SENT,
                    TimerOptions.newBuilder().setSummary("erases the copies in webhooks once they are sent").build())
                    .get();
        }
    }

    private static CustomerSteps steps(String summary) {
        return Workflow.newActivityStub(CustomerSteps.class, ActivityProfiles.provider(summary));
    }
}

package dev.perennial.api.command;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Problem;
import dev.perennial.core.command.Command;
import dev.perennial.core.command.Outcome;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.testclock.BillingTime;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Asks for changes of aggregates on behalf of callers, and answers those that were refused as the wire says. */
@Singleton
public class Changes {
    private final CommandBus bus;
    private final BillingTime time;

    Changes(CommandBus bus, BillingTime time) {
        this.bus = bus;
        this.time = time;
    }

    /**
     * What is to be changed.
     *
     * @param aggregate the workflow id's prefix, such as {@code subscription}
     */
    public record Target(String aggregate, UUID id, UUID organizationId) {}

    /**
     * Has a change made; when this returns, the rows show it.
     *
     * @param kind what is asked, such as {@code uncancel}
     * @throws ApiError if a rule says no, if somebody else is at it, or if it can't be done at the moment
     * @throws InvalidRequest if the arguments don't fit
     */
    public void ask(Target target, Caller caller, String kind, Arguments arguments) {
        Command command = new Command(RequestIds.next(), time.realNow(), kind, target.aggregate(), target.id(), target.organizationId(),
                CallerName.of(caller), arguments.body(), null);
        if (outcomeOf(command) instanceof Outcome.Refused no) {
            throw no.problems().isEmpty()
                    ? ApiError.of(no.identifier(), no.detail())
                    : new InvalidRequest(InvalidRequest.Kind.BUSINESS, no.problems().stream().map(Changes::problem).toList());
        }
    }

    private Outcome outcomeOf(Command command) {
        try {
            return bus.execute(command);
        } catch (CommandBusy _) {
            RequestIds.keepNoAnswer(); // The command goes on: a repeat asks for its outcome.
            throw ApiError.of(lockOf(command.aggregate()), "Another change is under way. This one will be made too; look again in a moment.");
        } catch (ServiceUnavailable _) {
            throw new ApiError(HttpStatus.SERVICE_UNAVAILABLE, "ServiceUnavailable",
                    "This change can't be made at the moment. It will be made later.");
        }
    }

    private static String lockOf(String aggregate) {
        return switch (aggregate) {
            case "checkout" -> "CheckoutLocked";
            case "subscription" -> "SubscriptionLocked";
            case "order" -> "PaymentAlreadyInProgress";
            case "test-clock" -> "TestClockAdvancing";
            default -> throw new IllegalStateException("no lock is known for a " + aggregate);
        };
    }

    private static Problem problem(Outcome.Problem wrong) {
        List<Object> loc = new ArrayList<>(List.of("body"));
        loc.addAll(wrong.location());
        return new Problem(wrong.type(), loc, wrong.message(), wrong.input(), null);
    }
}

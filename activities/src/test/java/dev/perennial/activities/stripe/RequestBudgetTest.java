package dev.perennial.activities.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.activities.Installation;
import dev.perennial.activities.payment.ProcessorBusy;
import dev.perennial.core.ratelimit.RateLimits;
import dev.perennial.core.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** PAY-12. */
class RequestBudgetTest {
    @AutoClose
    static final Installation installation = new Installation();

    private static RequestBudget ofAWorker(int perSecond) {
        return new RequestBudget(installation.get(RateLimits.class),
                Settings.of(Map.of("PERENNIAL_DATABASE_URL", "jdbc:postgresql://localhost/x", "PERENNIAL_DATABASE_USER", "x",
                        "PERENNIAL_TEMPORAL_ADDRESS", "localhost:1", "PERENNIAL_SECRET", "x", "PERENNIAL_STRIPE_API_KEY", "sk_x",
                        "PERENNIAL_STRIPE_WEBHOOK_SECRET", "x", "PERENNIAL_PROCESSOR_REQUESTS_PER_SECOND", "" + perSecond)));
    }

    /** One a second for both together: of twenty that come at once hardly any gets its turn in time, and the others are told to come again. */
    @Test
    void workersShareWhatTheAccountAllows() throws InterruptedException, ExecutionException {
        List<RequestBudget> workers = List.of(ofAWorker(1), ofAWorker(1));
        List<Callable<Boolean>> requests = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RequestBudget worker = workers.get(i % 2);
            requests.add(() -> getsATurn(worker));
        }
        int sent = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> request : threads.invokeAll(requests)) {
                sent += request.get() ? 1 : 0;
            }
        }
        assertThat(sent).isBetween(1, 10);
    }

    @Test
    void nobodyWaitsWhereThereIsEnough() {
        RequestBudget worker = ofAWorker(10_000);
        for (int i = 0; i < 1_500; i++) {
            assertThat(getsATurn(worker)).isTrue();
        }
    }

    private static boolean getsATurn(RequestBudget worker) {
        try {
            worker.take();
            return true;
        } catch (ProcessorBusy _) {
            return false;
        }
    }
}

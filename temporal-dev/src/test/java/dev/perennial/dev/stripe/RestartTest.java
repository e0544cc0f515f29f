package dev.perennial.dev.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.PaymentIntentSearchParams;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class RestartTest {
    @TempDir
    Path data;

    @Test
    void everythingIsThereAgain() throws StripeException {
        try (Shop shop = new Shop(data)) {
            Customer customer = shop.customer();
            String card = shop.attach("pm_card_visa", customer).getId();
            var payment = Shop.tenDollars(card).setCustomer(customer.getId()).setOffSession(true).putMetadata("order_id", "1");
            PaymentIntent intent = shop.pay(payment, "key");
            shop.restart();
            assertThat(shop.stripe.v1().customers().retrieve(customer.getId())).isEqualTo(customer);
            PaymentIntent replayed = shop.pay(payment, "key");
            assertThat(replayed.getId()).isEqualTo(intent.getId());
            assertThat(shop.stripe.v1().paymentIntents().search(PaymentIntentSearchParams.builder().setQuery("metadata['order_id']:'1'").build())
                    .getData()).hasSize(1);
            assertThat(shop.stripe.v1().customers().paymentMethods().list(customer.getId()).getData()).hasSize(1);
            // The settlement was planned before the restart or done by it.
            await().atMost(Shop.SOON).until(() -> shop.stripe.v1().charges().retrieve(intent.getLatestCharge()).getBalanceTransaction() != null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"left\":0,\"kind\":\"customer\",\"id\":\"cus_torn\",\"value\":{\"id\":\"cus_to",
            "{\"left\":1,\"kind\":\"customer\",\"id\":\"cus_torn\",\"value\":{\"id\":\"cus_torn\"}}\n"})
    void anUnfinishedWriteNeverHappened(String torn) throws StripeException, IOException {
        try (Shop shop = new Shop(data)) {
            Customer before = shop.customer();
            shop.stripe.v1().customers().list();
            Path journal = data.resolve("journal.jsonl");
            Files.writeString(data.resolve("copy"), Files.readString(journal) + torn);
            Path other = data.resolve("other");
            Files.createDirectories(other);
            Files.move(data.resolve("copy"), other.resolve("journal.jsonl"));
            try (Shop again = new Shop(other)) {
                assertThat(again.stripe.v1().customers().list().getData()).extracting(Customer::getId).containsExactly(before.getId());
                Customer after = again.customer();
                again.restart();
                assertThat(again.stripe.v1().customers().list().getData()).extracting(Customer::getId).containsExactly(after.getId(), before.getId());
            }
        }
    }

    @Test
    void aDamagedJournalIsReportedNotIgnored() throws IOException {
        Files.writeString(data.resolve("journal.jsonl"), "nonsense\n", StandardOpenOption.CREATE);
        assertThatThrownBy(() -> new Shop(data)).isInstanceOf(IllegalStateException.class).hasMessageContaining("damaged at byte 0");
    }

    @Test
    void oneDirectoryServesOneSandbox() {
        try (Shop _ = new Shop(data)) {
            assertThatThrownBy(() -> new Shop(data)).isInstanceOf(IllegalStateException.class).hasMessageContaining("another sandbox");
        }
    }

    @Test
    void oldVersionsAreSweptAtTheStart() throws StripeException, IOException {
        try (Shop shop = new Shop(data)) {
            Customer customer = shop.customer();
            for (int i = 0; i < 60; i++) {
                shop.stripe.v1().customers().update(customer.getId(), CustomerUpdateParams.builder().setDescription("d".repeat(20_000) + i).build(),
                        RequestOptions.builder().setIdempotencyKey("k" + i).build());
            }
            long before = Files.size(data.resolve("journal.jsonl"));
            try (Store store = new Store(copy(), (kind, _) -> kind == Kind.CUSTOMER)) {
                assertThat(store.count(Kind.CUSTOMER)).isEqualTo(1);
                assertThat(store.fetch(Kind.CUSTOMER, customer.getId(), "id").path("description").asText()).endsWith("d59");
            }
            assertThat(Files.size(data.resolve("other/journal.jsonl"))).isLessThan(before / 30);
            try (Store store = new Store(data.resolve("other"), (_, _) -> true)) {
                assertThat(store.fetch(Kind.CUSTOMER, customer.getId(), "id").path("description").asText()).endsWith("d59");
            }
        }
    }

    private Path copy() throws IOException {
        Path other = data.resolve("other");
        Files.createDirectories(other);
        Files.copy(data.resolve("journal.jsonl"), other.resolve("journal.jsonl"));
        return other;
    }

    @Test
    void aKilledProcessLosesNothingItAnswered() throws Exception {
        int port = freePort();
        Process process = spawn(port);
        Set<String> answered = ConcurrentHashMap.newKeySet();
        AtomicBoolean stop = new AtomicBoolean();
        try {
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> client(port).v1().customers().list().getData().isEmpty());
            List<Thread> buyers = new ArrayList<>();
            for (int buyer = 0; buyer < 4; buyer++) {
                buyers.add(Thread.ofVirtual().start(() -> payUntilTold(client(port), stop, answered)));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> answered.size() > 100);
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            stop.set(true);
            for (Thread buyer : buyers) {
                buyer.join(Duration.ofSeconds(30));
            }
        } finally {
            process.destroyForcibly();
        }
        try (Shop shop = new Shop(data)) {
            for (String intent : answered) {
                assertThat(shop.stripe.v1().paymentIntents().retrieve(intent).getStatus()).isEqualTo("succeeded");
            }
        }
    }

    private static void payUntilTold(StripeClient stripe, AtomicBoolean stop, Set<String> answered) {
        while (!stop.get()) {
            try {
                answered.add(stripe.v1().paymentIntents().create(Shop.tenDollars("pm_card_visa").build()).getId());
            } catch (StripeException _) {
                return; // the process is gone
            }
        }
    }

    private static StripeClient client(int port) {
        return StripeClient.builder().setApiKey("sk_test").setApiBase("http://127.0.0.1:" + port).setMaxNetworkRetries(0).setConnectTimeout(2_000)
                .setReadTimeout(5_000).build();
    }

    private Process spawn(int port) throws IOException {
        return new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx256m", "-cp", System.getProperty("java.class.path"),
                StripeSandboxMain.class.getName(), "--port", Integer.toString(port), "--data", data.toString()).inheritIO().start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void saysWhatIsWrongWithItsArguments() {
        assertThatThrownBy(() -> StripeSandboxMain.options(new String[]{"--port", "1"})).hasMessageContaining("--data");
        assertThatThrownBy(() -> StripeSandboxMain.options(new String[]{"--prot", "1"})).hasMessageContaining("--prot");
        assertThatThrownBy(() -> StripeSandboxMain.options(new String[]{"--port", "1", "--data", "d", "--webhook-url", "http://x"}))
                .hasMessageContaining("--webhook-secret");
        var options = StripeSandboxMain.options(new String[]{"--port", "1", "--data", "d", "--webhook-url", "http://x", "--webhook-secret", "s",
                "--retry-tries", "3"});
        assertThat(options.port()).isEqualTo(1);
        assertThat(options.retry().tries()).isEqualTo(3);
        assertThat(options.webhook()).isNotNull();
    }
}

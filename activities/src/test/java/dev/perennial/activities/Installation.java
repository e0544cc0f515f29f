package dev.perennial.activities;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.ConfirmationTokenCreateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.PaymentMethodListParams;
import dev.perennial.core.payment.PaymentAttempt;
import dev.perennial.core.command.AggregateDescriptions;
import dev.perennial.core.persistence.DatabaseProperties;
import dev.perennial.core.persistence.Json;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.time.RealInstant;
import dev.perennial.dev.postgres.LocalPostgres;
import dev.perennial.dev.stripe.StripeSandbox;
import dev.perennial.workflows.Owners;
import dev.perennial.workflows.TemporalConnection;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.GenericArgument;
import io.micronaut.transaction.TransactionOperations;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The installation of one test class: a database of its own, the processor's sandbox, and the real steps between them. */
public final class Installation implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path data;
    private final ProcessorProtocol protocol = ProcessorProtocol.published();
    private final StripeSandbox sandbox;
    private final StripeClient stripe;
    private final ApplicationContext context;
    /** Nobody is there: steps that reach for another owner's workflow fail. */
    private final WorkflowServiceStubs temporal;
    private final TransactionOperations<Connection> transactions;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static {
        // The JDK's client would quietly repeat a POST whose connection was cut, and so hide what the test is about.
        System.setProperty("sun.net.http.retryPost", "false");
    }

    public Installation() {
        try {
            data = Files.createTempDirectory("processor-sandbox");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sandbox = StripeSandbox.start(StripeSandbox.Options.at(data).withTraffic(protocol));
        stripe = StripeClient.builder().setApiKey("sk_test_shop").setApiBase(sandbox.url()).build();
        Settings settings = Settings.of(Map.ofEntries(entry("PERENNIAL_DATABASE_URL", LocalPostgres.temporary().createDatabase()),
                entry("PERENNIAL_DATABASE_USER", LocalPostgres.USER), entry("PERENNIAL_DATABASE_POOL_SIZE", "4"),
                entry("PERENNIAL_TEMPORAL_ADDRESS", "localhost:1"), entry("PERENNIAL_SECRET", "test"),
                entry("PERENNIAL_STRIPE_API_KEY", "sk_test_shop"), entry("PERENNIAL_STRIPE_API_BASE", sandbox.url()),
                entry("PERENNIAL_STRIPE_WEBHOOK_SECRET", "whsec_test"), entry("PERENNIAL_SANDBOX", "true"),
                entry("PERENNIAL_PROCESSOR_REQUESTS_PER_SECOND", "10000")));
        context = ApplicationContext.builder().singletons(settings).properties(DatabaseProperties.forSteps(settings)).start();
        transactions = context.getBean(new GenericArgument<TransactionOperations<Connection>>() {});
        temporal = TemporalConnection.service("localhost:1");
        context.registerSingleton(Owners.class, new Owners(TemporalConnection.client(temporal, "nobody", Json.mapper()),
                context.getBean(AggregateDescriptions.class)));
    }

    /** Lets real time pass for the steps; the processor's own clock stands where it is. */
    public void pass(Duration time) {
        get(MovableClock.class).pass(time);
    }

    public void backToTheMachinesTime() { get(MovableClock.class).reset(); }

    public RealInstant realNow() { return new RealInstant(get(MovableClock.class).instant()); }

    public <T> T get(Class<T> bean) { return context.getBean(bean); }

    ProcessorProtocol protocol() { return protocol; }

    Sql sql() { return get(Sql.class); }

    /** Changes one row as nothing of ours would. */
    public void sql(String change, @Nullable Object... arguments) {
        sql().updateOne(change, arguments);
    }

    public void inTransaction(Runnable work) {
        transactions.executeWrite(_ -> {
            work.run();
            return true;
        });
    }

    /** The steps of this interface, each taken twice, as after an answer that was lost: the second finds what the first has done and says the same. */
    public <T> T steps(Class<T> type) {
        T once = get(type);
        Object twice = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[]{type}, (_, step, arguments) -> {
            Object first = take(step, once, arguments);
            Object second = take(step, once, arguments);
            assertThat(second).as("%s taken twice", step.getName()).isEqualTo(first);
            return second;
        });
        return requireNonNull(type.cast(twice));
    }

    private static @Nullable Object take(Method step, Object steps, Object @Nullable [] arguments) throws Throwable {
        try {
            return step.invoke(steps, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException();
        }
    }

    /** What a buyer's page makes of a test card. */
    public String token(String card) {
        try {
            return stripe.v1().testHelpers().confirmationTokens()
                    .create(ConfirmationTokenCreateParams.builder().setPaymentMethod(card).setReturnUrl("https://shop.example/back").build()).getId();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The buyer does or doesn't pass the check at the bank's page of an intent. */
    public void answerBank(String intent, boolean passes) {
        try {
            var next = intent.startsWith("seti_")
                    ? stripe.v1().setupIntents().retrieve(intent).getNextAction().getRedirectToUrl().getUrl()
                    : stripe.v1().paymentIntents().retrieve(intent).getNextAction().getRedirectToUrl().getUrl();
            send(HttpRequest.newBuilder(URI.create(next)).POST(BodyPublishers.ofString("result=" + (passes ? "success" : "fail"))), 303);
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody finishes an intent with another card, as whoever has its client secret can until it is final. */
    public void finish(String intent, String card) {
        try {
            stripe.v1().paymentIntents().confirm(intent, PaymentIntentConfirmParams.builder().setPaymentMethod(card)
                    .setReturnUrl("https://shop.example/back").build());
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A second intent of an attempt, as after a request that was thought lost: paid, or waiting for a card. */
    public String secondIntent(PaymentAttempt attempt, String processorCustomer, @Nullable String card) {
        var params = PaymentIntentCreateParams.builder().setAmount(attempt.amount().minorUnits()).setCurrency(attempt.amount().currency().code())
                .setCustomer(processorCustomer).putMetadata("attempt_id", attempt.id().toString())
                .putMetadata("organization_id", attempt.organizationId().toString())
                .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.AUTOMATIC);
        try {
            String id = stripe.v1().paymentIntents().create(params.build()).getId();
            if (card != null) {
                finish(id, card);
            }
            return id;
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How an intent stands at the processor, and how much of it was given back: {@code succeeded, 0 back}. */
    public String standing(String intent) {
        try {
            var found = stripe.v1().paymentIntents().retrieve(intent, PaymentIntentRetrieveParams.builder().addExpand("latest_charge").build());
            var charge = found.getLatestChargeObject();
            return found.getStatus() + ", " + (charge == null ? 0 : charge.getAmountRefunded()) + " back";
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The cards the processor has for a customer. */
    public List<String> cardsAtTheProcessor(String processorCustomer) {
        try {
            return stripe.v1().paymentMethods().list(PaymentMethodListParams.builder().setCustomer(processorCustomer).build()).getData().stream()
                    .map(method -> method.getId()).toList();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Tells the sandbox something; {@code path} begins after {@code /sandbox/}. */
    public JsonNode order(String method, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create(sandbox.url() + "/sandbox/" + path)).method(method, BodyPublishers.ofString(body));
        try {
            return JSON.readTree(send(request, 200));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processor's charges that carry this metadata: {@code succeeded 1000 usd}. */
    List<String> charges(String key, String value) {
        var charges = order("GET", "charges?metadata_key=" + key + "&metadata_value=" + value, "").path("charges");
        return StreamSupport.stream(charges.spliterator(), false).sorted(Comparator.comparingLong(charge -> charge.path("created").asLong()))
                .map(charge -> charge.path("status").asText() + " " + charge.path("amount").asLong() + " " + charge.path("currency").asText())
                .toList();
    }

    /** Begins payments of a customer at the processor that carry this attempt's id and wait for a card. */
    public void intents(String customer, UUID attempt, int times) {
        atProcessor(() -> {
            for (int i = 0; i < times; i++) {
                stripe.v1().paymentIntents().create(PaymentIntentCreateParams.builder().setCustomer(customer).setAmount(100L).setCurrency("usd")
                        .putMetadata("attempt_id", attempt.toString()).build());
            }
            return times;
        });
    }

    /** How many payments with this attempt's id could still take money. */
    public long openIntents(String customer, UUID attempt) {
        return atProcessor(() -> StreamSupport
                .stream(stripe.v1().paymentIntents().list(PaymentIntentListParams.builder().setCustomer(customer).setLimit(100L).build())
                        .autoPagingIterable().spliterator(), false)
                .filter(intent -> attempt.toString().equals(intent.getMetadata().get("attempt_id")))
                .filter(intent -> !List.of("succeeded", "canceled").contains(intent.getStatus())).count());
    }

    /** Makes customers of this address known to the processor. */
    public void customers(String email, int times) {
        atProcessor(() -> {
            for (int i = 0; i < times; i++) {
                stripe.v1().customers().create(CustomerCreateParams.builder().setEmail(email).build());
            }
            return times;
        });
    }

    /** How many customers of this address the processor knows. */
    public long customersOf(String email) {
        return atProcessor(() -> StreamSupport
                .stream(stripe.v1().customers().list(CustomerListParams.builder().setEmail(email).setLimit(100L).build()).autoPagingIterable()
                        .spliterator(), false)
                .count());
    }

    /** The payer's page tries an intent again with another card, as it may while the intent is open. */
    public void confirms(String intent, String card) {
        atProcessor(() -> stripe.v1().paymentIntents().confirm(intent,
                PaymentIntentConfirmParams.builder().setPaymentMethod(card).setReturnUrl("https://shop.example/back").build()));
    }

    /** How an intent stands at the processor. */
    public String statusOf(String intent) {
        return atProcessor(() -> intent.startsWith("seti_")
                ? stripe.v1().setupIntents().retrieve(intent).getStatus()
                : stripe.v1().paymentIntents().retrieve(intent).getStatus());
    }

    private interface Asking<T> {
        T ask() throws StripeException;
    }

    private static <T> T atProcessor(Asking<T> question) {
        try {
            return question.ask();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    private String send(HttpRequest.Builder request, int expectedStatus) {
        HttpResponse<String> answer;
        try {
            answer = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(expectedStatus);
        return answer.body();
    }

    @Override
    public void close() throws IOException {
        context.close();
        temporal.shutdownNow();
        http.close();
        sandbox.close();
        try (var files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertThat(protocol.breaches()).as("calls that are not as the processor has published them").isEmpty();
    }
}

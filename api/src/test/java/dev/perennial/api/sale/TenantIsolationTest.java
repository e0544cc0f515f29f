package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perennial.api.contract.Contract;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.sale.OperationSamples.OperationSample;
import dev.perennial.core.persistence.Json;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.HttpMethodMapping;
import io.micronaut.web.router.Router;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever must not do something hears so in the one right way, sees nothing and changes nothing: every operation of the running API, called by nobody, by the
 * wrong kind of caller, without a scope, and by a rival with the merchant's ids.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TenantIsolationTest {
    private static final Tenants TENANTS = new Tenants();
    private static final List<String> ORDER = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    /** The document names no scope; the protocol wants this one. */
    private static final String UNSCOPED_IN_THE_CONTRACT = "GET /v1/oauth2/userinfo";
    /** Unlisted, it answers like the operation below the customer that took its place. */
    private static final String SAYS_UNKNOWN = "POST /v1/members/";
    /** What the filters of lists are called, and which object of the merchant's each can name. */
    private static final Map<String, String> FILTERS = Map.ofEntries(Map.entry("organization_id", "<organization>"), Map.entry("id", "<product>"),
            Map.entry("product_id", "<product>"), Map.entry("customer_id", "<customer>"), Map.entry("external_customer_id", "<external_id>"),
            Map.entry("subscription_id", "<subscription>"), Map.entry("order_id", "<order>"), Map.entry("checkout_id", "<checkout>"),
            Map.entry("endpoint_id", "<endpoint>"), Map.entry("email", Tenants.MARKER + "@example.com"),
            Map.entry("customer_email", Tenants.MARKER + "@example.com"), Map.entry("query", Tenants.MARKER), Map.entry("slug", "acme"));

    /** An operation as it runs. */
    record Operation(String name, Set<Subject> subjects, Set<String> scopes) {
        OperationSample sample() { return OperationSamples.of(name); }

        boolean isForMerchants() { return subjects.contains(Subject.ORGANIZATION) || subjects.contains(Subject.USER) && !isOpen(); }

        boolean isForBuyers() { return subjects.contains(Subject.CUSTOMER) || subjects.contains(Subject.MEMBER); }

        boolean isForMembersOnly() { return isForBuyers() && !subjects.contains(Subject.CUSTOMER); }

        boolean isOpen() { return subjects.contains(Subject.ANONYMOUS); }

        @Override
        public String toString() { return name; }
    }

    /** Who calls: by a header and its value. */
    private record Credential(String name, String header, String value) {
        static Credential token(String name, String token) { return new Credential(name, "Authorization", "Bearer " + token); }

        static Credential cookie(String name, String session) { return new Credential(name, "Cookie", "polar_session=" + session); }

        static final Credential NONE = new Credential("nobody", "X-Nothing", "at all");
    }

    @AfterAll
    static void close() {
        TENANTS.close();
    }

    static List<Operation> operations() {
        return TENANTS.shop.bean(Router.class).uriRoutes().map(route -> route.getTargetMethod().getExecutableMethod())
                .filter(method -> method.hasStereotype(Controller.class) && method.hasAnnotation(Access.class)).distinct().map(method -> {
                    String path = method.stringValue(Controller.class).orElse("") + method.stringValue(HttpMethodMapping.class).orElse("");
                    String verb = ORDER.stream().filter(each -> method.hasAnnotation("io.micronaut.http.annotation." + each.charAt(0)
                            + each.substring(1).toLowerCase(java.util.Locale.ROOT))).findFirst().orElseThrow();
                    Set<Subject> subjects = EnumSet.noneOf(Subject.class);
                    subjects.addAll(List.of(method.enumValues(Access.class, "subjects", Subject.class)));
                    return new Operation(verb + " " + path, subjects, new TreeSet<>(List.of(method.stringValues(Access.class, "scopes"))));
                })
                .sorted(Comparator.comparing((Operation operation) -> ORDER.indexOf(operation.sample().method()))
                        .thenComparing(operation -> OperationSamples.position(operation.name())))
                .toList();
    }

    static Stream<Operation> merchants() { return operations().stream().filter(Operation::isForMerchants); }

    static Stream<Operation> merchantsWithIds() { return merchants().filter(operation -> !operation.sample().variables().isEmpty()); }

    static Stream<Operation> merchantsWithIdsInTheBody() {
        return merchants().filter(operation -> !operation.sample().method().equals("GET") && !operation.sample().foreign().isEmpty());
    }

    static Stream<Operation> merchantsLists() {
        return merchants().filter(operation -> operation.sample().method().equals("GET") && operation.sample().variables().isEmpty());
    }

    static Stream<Operation> buyersWithIds() {
        return buyers().filter(operation -> !operation.sample().variables().isEmpty() || operation.sample().method().equals("GET"));
    }

    static Stream<Operation> buyers() { return operations().stream().filter(Operation::isForBuyers); }

    @Test
    @Order(1)
    void everySampleIsOfAnOperationThatExists() {
        assertThat(operations()).hasSizeGreaterThan(60);
        assertThat(OperationSamples.operations()).isSubsetOf(operations().stream().map(Operation::name).toList());
    }

    @Test
    @Order(1)
    void everyOperationOfTheContractAsksForWhatTheContractSays() {
        Map<String, Contract.Operation> contract = Contract.orSkip().operations();
        List<String> differences = new ArrayList<>();
        for (Operation operation : operations()) {
            Contract.Operation published = contract.get(operation.name());
            if (published != null && !published.scopes().equals(operation.scopes()) && !operation.name().equals(UNSCOPED_IN_THE_CONTRACT)) {
                differences.add(operation.name() + ": scopes " + operation.scopes() + " instead of " + published.scopes());
            }
            if (published != null && !published.subjects().isEmpty() && !published.subjects().equals(operation.subjects())) {
                differences.add(operation.name() + ": subjects " + operation.subjects() + " instead of " + published.subjects());
            }
        }
        assertThat(differences).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("operations")
    @Order(2)
    void nobodyAndTheWrongKindAreTurnedAway(Operation operation) {
        unchanged(() -> {
            refused(operation, Credential.token("a bad token", "polar_oat_bad"), 401, "invalid_token");
            if (!operation.isOpen()) {
                refused(operation, Credential.NONE, 401, "Unauthorized");
                wrongKinds(operation).forEach(wrong -> refused(operation, wrong, 401, "Unauthorized"));
            }
        });
    }

    private static List<Credential> wrongKinds(Operation operation) {
        List<Credential> wrong = new ArrayList<>();
        if (!operation.subjects().contains(Subject.ORGANIZATION)) {
            wrong.add(Credential.token("an organization", TENANTS.shop.token));
        }
        if (!operation.subjects().contains(Subject.USER)) {
            wrong.add(Credential.cookie("a person", TENANTS.owner.cookie()));
        }
        if (!operation.isForBuyers()) {
            wrong.add(Credential.token("a customer", TENANTS.portal));
        }
        return wrong;
    }

    @ParameterizedTest
    @MethodSource("merchants")
    @Order(2)
    void aTokenWithoutTheScopeIsTurnedAway(Operation operation) {
        assertThat(operation.scopes()).as("only what needs no scope at all could be called by this token").isNotEmpty()
                .doesNotContain("metrics:read");
        unchanged(() -> {
            if (operation.subjects().contains(Subject.ORGANIZATION)) {
                refused(operation, Credential.token("an organization's narrow token", TENANTS.narrowToken), 403, "insufficient_scope");
            }
            if (operation.subjects().contains(Subject.USER)) {
                refused(operation, Credential.token("a person's narrow token", TENANTS.owner.narrowToken()), 403, "insufficient_scope");
            }
        });
    }

    private static List<Credential> rivals(Operation operation) {
        List<Credential> rivals = new ArrayList<>();
        if (operation.subjects().contains(Subject.ORGANIZATION)) {
            rivals.add(Credential.token("the rival", TENANTS.shop.otherToken));
        }
        if (operation.subjects().contains(Subject.USER)) {
            rivals.add(Credential.cookie("the rival's owner", TENANTS.rival.cookie()));
        }
        return rivals;
    }

    @ParameterizedTest
    @MethodSource("merchantsWithIds")
    @Order(2)
    void theRivalFindsNothingUnderTheMerchantsIds(Operation operation) {
        unchanged(() -> rivals(operation).forEach(rival -> refused(operation, rival, 404, "ResourceNotFound")));
    }

    @ParameterizedTest
    @MethodSource("buyersWithIds")
    @Order(2)
    void anotherCustomerFindsNothing(Operation operation) {
        OperationSample sample = operation.sample();
        unchanged(() -> {
            boolean members = operation.isForMembersOnly();
            for (Credential other : List.of(
                    Credential.token("a customer of the same merchant", members ? TENANTS.neighbourMember : TENANTS.neighbour),
                    Credential.token("a customer of the rival", members ? TENANTS.rivalMember : TENANTS.rivalPortal))) {
                if (sample.variables().isEmpty()) {
                    clean(send(sample, TENANTS.filled(sample.path(), false), "", other), other);
                } else {
                    refused(operation, other, 404, "ResourceNotFound");
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("merchantsWithIdsInTheBody")
    @Order(2)
    void theRivalCannotUseTheMerchantsIdsInABody(Operation operation) {
        OperationSample sample = operation.sample();
        unchanged(() -> sample.foreign().forEach(place -> {
            boolean named = place.endsWith("organization_id");
            String body = TENANTS.filled(sample.body(), false);
            Credential rival = named ? Credential.cookie("the rival's owner", TENANTS.rival.cookie()) : rivals(operation).getFirst();
            var answer = send(sample, TENANTS.filled(sample.path(), true), named ? withOrganization(body) : body, rival);
            clean(answer, rival);
            if (operation.name().equals(SAYS_UNKNOWN)) {
                assertThat(new Shop.Answer(answer.statusCode(), answer.body()).refusal()).isEqualTo("404 ResourceNotFound");
                return;
            }
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
            assertThat(json(answer.body()).at("/detail/0/type").asText()).isEqualTo("value_error");
            assertThat(String.join(".", texts(json(answer.body()).at("/detail/0/loc")))).isEqualTo("body." + place);
        }));
    }

    @ParameterizedTest
    @MethodSource("merchantsLists")
    @Order(2)
    void theRivalsListsAreEmptyForTheMerchantsIds(Operation operation) {
        OperationSample sample = operation.sample();
        Contract.Operation published = Contract.orSkip().operations().get(operation.name());
        Set<String> filters = new TreeSet<>(sample.foreign());
        filters.addAll(published == null ? Set.of() : published.parameters());
        filters.retainAll(FILTERS.keySet());
        unchanged(() -> rivals(operation).forEach(rival -> {
            clean(send(sample, sample.path(), "", rival), rival);
            if (sample.foreign().contains("*")) {
                return; // No JSON, and its filters are those of the list beside it.
            }
            for (String filter : filters) {
                String value = URLEncoder.encode(TENANTS.filled(FILTERS.get(filter), false), StandardCharsets.UTF_8);
                var answer = send(sample, sample.path() + "?" + filter + "=" + value, "", rival);
                clean(answer, rival);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(json(answer.body()).get("items")).as("%s by %s: %s", operation, filter, answer.body()).isEmpty();
            }
        }));
    }

    /** Only a request that works for its owner says something by failing for others. */
    @ParameterizedTest
    @MethodSource("operations")
    @Order(3)
    void theSampleWorksForItsOwner(Operation operation) {
        OperationSample sample = operation.sample();
        Credential owner = operation.isForBuyers()
                ? Credential.token("the customer", operation.isForMembersOnly() ? TENANTS.member : TENANTS.portal)
                : operation.subjects().contains(Subject.ORGANIZATION)
                        ? Credential.token("the merchant", TENANTS.shop.token)
                        : operation.isOpen() ? Credential.NONE : Credential.cookie("the merchant's administrator", TENANTS.owner.cookie());
        var answer = send(sample, TENANTS.filled(sample.path(), false), TENANTS.filled(sample.body(), false), owner);
        if (sample.status().isPresent()) {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(sample.status().get());
        } else {
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        }
    }

    private static void refused(Operation operation, Credential caller, int status, String identifier) {
        OperationSample sample = operation.sample();
        var answer = send(sample, TENANTS.filled(sample.path(), false), TENANTS.filled(sample.body(), false), caller);
        assertThat(answer.statusCode()).as("%s by %s: %s", operation, caller.name(), answer.body()).isEqualTo(status);
        assertThat(json(answer.body()).get("error").asText()).as(caller.name()).isEqualTo(identifier);
        clean(answer, caller);
    }

    private static void clean(HttpResponse<String> answer, Credential caller) {
        assertThat(answer.body()).as("what %s reads", caller.name()).doesNotContain(Tenants.MARKER);
    }

    private static void unchanged(Runnable requests) {
        String before = TENANTS.rows();
        requests.run();
        assertThat(TENANTS.rows()).isEqualTo(before);
    }

    private static HttpResponse<String> send(OperationSample sample, String path, String body, Credential caller) {
        return TENANTS.shop.exchange(TENANTS.shop.to(path).header(caller.header(), caller.value()).header("Content-Type", "application/json")
                .method(sample.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static String withOrganization(String body) {
        ObjectNode object = (ObjectNode) json(body);
        return object.put("organization_id", TENANTS.shop.organization.toString()).toString();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(step -> texts.add(step.asText()));
        return texts;
    }

    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (java.io.IOException malformed) {
            throw new AssertionError(text, malformed);
        }
    }
}

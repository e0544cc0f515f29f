package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.webhook.WebhookEndpoint;
import dev.perennial.core.webhook.WebhookEndpoints;
import dev.perennial.core.webhook.WebhookSecret;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.jspecify.annotations.NullUnmarked;

/** The rules of endpoints, redelivery and the log (spec 01 §15, §17.6). */
@NullUnmarked // JUnit sets the shop before any test.
class WebhooksTest {
    private static final String ENDPOINTS = "/v1/webhooks/endpoints";
    private static Shop shop;
    private UUID endpoint;

    @BeforeAll
    static void open() { shop = new Shop(); }

    @AfterAll
    static void close() { shop.close(); }

    @BeforeEach
    void clear() {
        sql().update("delete from webhook_delivery");
        sql().update("delete from webhook_event");
        sql().update("delete from webhook_endpoint");
        sql().update("delete from outbox");
        endpoint = created("raw");
    }

    private static Sql sql() { return shop.bean(Sql.class); }

    private static UUID created(String format) {
        return UUID.fromString(shop.post(shop.token, ENDPOINTS, """
                {"url": "https://example.com/hook", "format": "%s", "events": ["order.paid"]}""".formatted(format)).json(201).get("id").asText());
    }

    private String path() { return ENDPOINTS + "/" + endpoint; }

    private JsonNode patch(String body) { return shop.patch(shop.token, path(), body).json(200); }

    private WebhookEndpoint stored() { return shop.bean(WebhookEndpoints.class).find(endpoint).orElseThrow(); }

    private UUID event(String state) {
        shop.inTransaction(() -> shop.bean(Outbox.class).append(
                List.of(new Fact("order.paid", shop.organization, endpoint, UUID.randomUUID(), () -> Map.of("paid", true))), Instant.now()));
        UUID id = sql().one("select id from webhook_event order by sequence desc limit 1", row -> row.uuid("id"));
        sql().update(
                "update webhook_event set state = ?, attempts = ?, next_attempt_at = case when ? = 'retrying' then now() + interval '9 minutes' end "
                        + "where id = ?",
                state, state.equals("failed") ? 10 : state.equals("queued") || state.equals("skipped") ? 0 : 1, state, id);
        return id;
    }

    private static Map<String, Object> row(UUID event) {
        return sql().one("select to_jsonb(e)::text as row from webhook_event e where id = ?", row -> row.map("row"), event);
    }

    private static long wakes() {
        return sql().one("select count(*) as wakes from outbox where type = 'webhook_endpoint.changed'", row -> row.number("wakes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "slack", "discord"})
    void takesEachFormat(String format) {
        UUID other = created(format);
        assertThat(shop.get(shop.token, ENDPOINTS + "/" + other).json(200).get("format").asText()).isEqualTo(format);
        assertThat(shop.patch(shop.token, path(), "{\"format\": \"" + format + "\"}").json(200).get("format").asText()).isEqualTo(format);
    }

    @Test
    void ignoresNullsOfAChange() {
        JsonNode before = patch("{\"name\": \"Ours\"}");
        JsonNode after = patch("{\"url\": null, \"name\": null, \"format\": null, \"events\": null, \"enabled\": null, \"secret\": null}");
        for (String field : List.of("url", "name", "format", "events", "enabled", "secret")) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"enabled\": true}", "{\"enabled\": true, \"url\": \"https://example.com/new\"}"})
    void isNotSwitchedOnWhileItsStoredUrlIsBad(String change) {
        sql().update("update webhook_endpoint set enabled = false, url = 'https://10.0.0.1/hook' where id = ?", endpoint);
        assertThat(shop.patch(shop.token, path(), change).refusal()).endsWith("value_error [\"body\",\"enabled\"]").startsWith("422");
        assertThat(stored().enabled()).isFalse();
        patch("{\"url\": \"https://example.com/new\"}");
        assertThat(patch("{\"enabled\": true}").get("enabled").asBoolean()).isTrue();
    }

    @Test
    void switchingOffSkipsWhatWaitsAndSwitchingOnBringsNothingBack() {
        UUID queued = event("queued");
        UUID retrying = event("retrying");
        UUID delivered = event("delivered");
        patch("{\"enabled\": false}");
        assertThat(row(queued)).containsEntry("state", "skipped");
        assertThat(row(retrying)).containsEntry("state", "skipped").containsEntry("next_attempt_at", null);
        assertThat(row(delivered)).containsEntry("state", "delivered");
        assertThat(wakes()).isEqualTo(1);
        patch("{\"enabled\": true}");
        assertThat(row(queued)).containsEntry("state", "skipped");
        assertThat(wakes()).isEqualTo(2);
        patch("{\"enabled\": true, \"name\": \"Same\"}");
        assertThat(wakes()).as("nothing has changed").isEqualTo(2);
    }

    /** WEB-7. */
    @Test
    void tellsWhichEventsOlderClientsDoNotKnow() {
        String unknown = "SDK 0.42 and older do not know member.created";
        assertThat(notice("POST", ENDPOINTS, endpointBody("raw", "\"order.paid\", \"member.created\""))).contains(unknown);
        assertThat(notice("POST", ENDPOINTS, endpointBody("raw", "\"order.paid\""))).isEmpty();
        assertThat(notice("POST", ENDPOINTS, endpointBody("slack", "\"member.created\""))).as("no client of ours reads it").isEmpty();
        assertThat(notice("PATCH", path(), "{\"events\": [\"member.created\"]}")).contains(unknown);
    }

    private static String endpointBody(String format, String events) {
        return "{\"url\": \"https://example.com/hook\", \"format\": \"" + format + "\", \"events\": [" + events + "]}";
    }

    private static Optional<String> notice(String method, String path, String body) {
        var answer = shop.exchange(shop.to(path).method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + shop.token));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.headers().firstValue("Perennial-Notice");
    }

    @Test
    void deletingDropsWhatWaits() {
        UUID retrying = event("retrying");
        UUID delivered = event("delivered");
        shop.post(shop.token, "/v1/webhooks/events/" + delivered + "/redeliver", "").json(202);
        assertThat(shop.delete(shop.token, path()).status()).isEqualTo(204);
        assertThat(row(retrying)).containsEntry("state", "skipped");
        assertThat(row(delivered)).containsEntry("state", "delivered").containsEntry("redelivery_requested_at", null);
        assertThat(wakes()).isEqualTo(2);
    }

    @Test
    void aNewSecretSignsBesideTheOldOneForADay() {
        WebhookSecret first = stored().secret();
        String shown = shop.patch(shop.token, path() + "/secret", "").json(200).get("secret").asText();
        assertThat(stored().secrets().at(Instant.now())).containsExactly(new WebhookSecret(shown), first);
        assertThat(stored().secrets().at(Instant.now().plus(25, ChronoUnit.HOURS))).containsExactly(new WebhookSecret(shown));
        patch("{\"secret\": \"a secret of their own, of 32 letters\"}");
        assertThat(stored().secrets().at(Instant.now()))
                .containsExactly(new WebhookSecret("a secret of their own, of 32 letters"), new WebhookSecret(shown));
        assertThat(shop.get(shop.token, path()).json(200).get("uses_standard_webhook_signature").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # before   | after     | due at once | sent once more
            queued     | queued    | false       | false
            retrying   | retrying  | true        | false
            skipped    | retrying  | true        | false
            delivered  | delivered | false       | true
            failed     | failed    | false       | true
            """)
    void sendsAnEventAgain(String before, String after, boolean due, boolean again) {
        UUID event = event(before);
        Shop.Answer answer = shop.post(shop.token, "/v1/webhooks/events/" + event + "/redeliver", "");
        assertThat(answer).isEqualTo(new Shop.Answer(202, "null"));
        assertThat(row(event)).containsEntry("state", after);
        List<Boolean> plan = sql().one("""
                select coalesce(next_attempt_at <= now(), false) as due, redelivery_requested_at is not null as again from webhook_event where id = ?
                """, row -> List.of(row.flag("due"), row.flag("again")), event);
        assertThat(plan).containsExactly(due, again);
        assertThat(shop.post(shop.otherToken, "/v1/webhooks/events/" + event + "/redeliver", "").refusal()).isEqualTo("404 ResourceNotFound");
    }

    @Test
    void anArchivedEventIsNotSentAgain() {
        UUID event = event("delivered");
        sql().update("update webhook_event set payload = null where id = ?", event);
        assertThat(shop.post(shop.token, "/v1/webhooks/events/" + event + "/redeliver", "").status()).isEqualTo(202);
        assertThat(row(event)).containsEntry("redelivery_requested_at", null);
        assertThat(wakes()).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # filter                                                       | found
            ''                                                             | 500 404 200 -
            endpoint_id={endpoint}                                         | 500 404 200 -
            endpoint_id={unknown}                                          |
            endpoint_id={unknown}&endpoint_id={endpoint}                   | 500 404 200 -
            succeeded=true                                                 | 200
            succeeded=false                                                | 500 404 -
            http_code_class=4xx                                            | 404
            http_code_class=2xx                                            | 200
            http_code_class=3xx                                            |
            query=40                                                       | 404
            query={delivery}                                               | 404
            query={event}                                                  | 500 404 200 -
            event_type=order.paid                                          | 500 404 200 -
            event_type=order.created&event_type=order.paid                 | 500 404 200 -
            event_type=order.created                                       |
            start_timestamp=2026-03-01T00:00:02Z                           | 500 404
            end_timestamp=2026-03-01T00:00:02Z                             | -
            start_timestamp=2026-03-01T00:00:01Z&end_timestamp=2026-03-01T00:00:04Z | 404 200
            limit=1&page=2                                                 | 404
            """)
    void findsDeliveries(String filter, String found) {
        UUID event = event("failed");
        sql().update("update webhook_event set id = ? where id = ?", new UUID(0x1111111111114111L, 0x8111111111111111L), event);
        UUID known = new UUID(0x1111111111114111L, 0x8111111111111111L);
        Integer[] codes = {null, 200, 404, 500};
        UUID delivery = known;
        for (int index = 0; index < codes.length; index++) {
            UUID id = new UUID(0x2222222222224222L, 0x8222222222222220L + index);
            delivery = index == 2 ? id : delivery;
            sql().insert("webhook_delivery", "id, created_at, event_id, endpoint_id, organization_id, succeeded, http_code, response", id,
                    Instant.parse("2026-03-01T00:00:01Z").plusSeconds(index), known, endpoint, shop.organization, index == 1, codes[index], null);
        }
        String query = filter.replace("{endpoint}", "" + endpoint).replace("{unknown}", "" + UUID.randomUUID()).replace("{delivery}", "" + delivery)
                .replace("{event}", "" + known);
        JsonNode items = shop.get(shop.token, "/v1/webhooks/deliveries?" + query).json(200).get("items");
        List<String> codesFound = StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("http_code").isNull() ? "-" : item.get("http_code").asText()).toList();
        assertThat(codesFound).isEqualTo(found == null ? List.of() : List.of(found.split(" ")));
        assertThat(shop.get(shop.otherToken, "/v1/webhooks/deliveries?" + query).json(200).get("items")).isEmpty();
    }

    @Test
    void listsDeliveriesOfDeletedEndpointsToo() {
        UUID event = event("delivered");
        sql().insert("webhook_delivery", "id, created_at, event_id, endpoint_id, organization_id, succeeded, http_code", UUID.randomUUID(),
                Instant.now(),
                event, endpoint, shop.organization, true, 204);
        shop.delete(shop.token, path());
        JsonNode item = shop.get(shop.token, "/v1/webhooks/deliveries").json(200).at("/items/0");
        assertThat(item.at("/webhook_event/payload").asText()).contains("\"api_version\":\"2026-10\"");
        assertThat(item.at("/webhook_event/api_version").asText()).isEqualTo("2026-10");
        assertThat(item.at("/webhook_event/is_archived").asBoolean()).isFalse();
    }
}

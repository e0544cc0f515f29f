package dev.perennial.api.sale;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.identity.AccessTokens;
import dev.perennial.core.identity.DashboardSessions;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.Users;
import dev.perennial.core.outbox.Fact;
import dev.perennial.core.outbox.Outbox;
import dev.perennial.core.persistence.Sql;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A merchant with one of everything, each marked with a text nobody else may see, and a rival with little. */
final class Tenants implements AutoCloseable {
    /** In every text of the merchant's. */
    static final String MARKER = "zqx-only-ours";
    private static final Pattern PLACE = Pattern.compile("<([a-z_.]+)>");
    private static final String HOOK = "{\"url\": \"https://example.com/%s\", \"format\": \"raw\", \"events\": [\"order.paid\"], \"name\": \"%s\"}";
    private static final String CLOCK = "{\"name\": \"%s\", \"frozen_time\": \"2028-01-01T00:00:00Z\"}";

    /** A person: by a session of their browser, since some operations want people in person. */
    record Person(UUID id, String cookie, String narrowToken) {}

    final Shop shop = new Shop();
    final Person owner;
    final Person rival;
    /** Tokens of an organization and of customers. */
    final String narrowToken;
    final String portal;
    final String neighbour;
    final String rivalPortal;
    /** Tokens of owners of teams. */
    final String member;
    final String neighbourMember;
    final String rivalMember;
    private final Map<String, String> ids = new HashMap<>();

    Tenants() {
        owner = person(MARKER + "@acme.example", shop.organization);
        rival = person("rival@example.com", shop.otherOrganization);
        narrowToken = shop.organizationToken(shop.organization, Scope.METRICS_READ);
        ids.put("organization", shop.organization.toString());
        ids.put("user", owner.id().toString());
        ids.put("personal_token", shop.bean(AccessTokens.class).createForUser(owner.id(), ScopeSet.ALL, MARKER, null).id().toString());
        ids.put("organization_token",
                shop.bean(AccessTokens.class).createForOrganization(shop.organization, ScopeSet.of(Scope.METRICS_READ), MARKER, null).id()
                        .toString());
        UUID staff = shop.bean(Users.class).register("member-" + MARKER + "@acme.example");
        shop.bean(Users.class).join(shop.organization, staff, Role.MEMBER);
        ids.put("staff", staff.toString());
        JsonNode product = product(shop.token, MARKER);
        JsonNode customer = customer(shop.token, MARKER);
        Sold sold = Sold.in(shop, product, customer);
        ids.put("product", id(product));
        ids.put("customer", id(customer));
        ids.put("external_id", MARKER);
        ids.put("subscription", sold.subscription().id().toString());
        ids.put("order", sold.order().id().toString());
        ids.put("payment", sold.payment().id().toString());
        JsonNode checkout = shop.post(shop.token, "/v1/checkouts/", "{\"products\": [\"%s\"], \"metadata\": {\"of\": \"%s\"}}".formatted(id(product),
                MARKER)).json(201);
        ids.put("checkout", id(checkout));
        ids.put("client_secret", checkout.get("client_secret").asText());
        ids.put("endpoint", id(shop.post(shop.token, "/v1/webhooks/endpoints", HOOK.formatted(MARKER, MARKER)).json(201)));
        shop.inTransaction(() -> shop.bean(Outbox.class).append(
                List.of(new Fact("order.paid", shop.organization, sold.order().id(), sold.order().id(), () -> Map.of("of", MARKER))), Instant.now()));
        ids.put("event", shop.bean(Sql.class).one("select id from webhook_event limit 1", row -> row.uuid("id")).toString());
        ids.put("clock", id(shop.post(shop.token, "/v1/test-clocks/", CLOCK.formatted(MARKER)).json(201)));
        ids.put("fresh_customer", id(customer(shop.token, "fresh-" + MARKER)));
        JsonNode leaving = customer(shop.token, "leaving-" + MARKER);
        ids.put("leaving_external", leaving.get("external_id").asText());
        ids.put("field", id(shop.post(shop.token, "/v1/custom-fields/",
                "{\"type\": \"text\", \"slug\": \"%s\", \"name\": \"%s\", \"properties\": {}}".formatted(MARKER, MARKER)).json(201)));
        ids.put("file", id(shop.post(shop.token, "/v1/files/", """
                {"service": "downloadable", "name": "%s", "mime_type": "text/plain", "size": 1,
                 "upload": {"parts": [{"number": 1, "chunk_start": 0, "chunk_end": 1}]}}""".formatted(MARKER)).json(201)));
        member = team(shop.token, "team-" + MARKER, true);
        neighbourMember = team(shop.token, "team-neighbour", false);
        rivalMember = team(shop.otherToken, "team-rival", false);
        portal = session(shop.token, customer);
        neighbour = session(shop.token, customer(shop.token, "neighbour"));
        JsonNode rivalCustomer = customer(shop.otherToken, "customer");
        rivalPortal = session(shop.otherToken, rivalCustomer);
        ids.put("rival.clock", id(shop.post(shop.otherToken, "/v1/test-clocks/", CLOCK.formatted("rival")).json(201)));
        ids.put("rival.product", id(product(shop.otherToken, "rival")));
        ids.put("rival.customer", id(rivalCustomer));
        ids.put("rival.endpoint", id(shop.post(shop.otherToken, "/v1/webhooks/endpoints", HOOK.formatted("rival", "rival")).json(201)));
        ids.put("rival.organization", shop.otherOrganization.toString());
    }

    private Person person(String email, UUID organization) {
        Users users = shop.bean(Users.class);
        UUID id = users.register(email);
        users.join(organization, id, organization.equals(shop.organization) ? Role.ADMIN : Role.OWNER);
        return new Person(id, shop.bean(DashboardSessions.class).open(id).token().value(),
                shop.bean(AccessTokens.class).createForUser(id, ScopeSet.of(Scope.METRICS_READ), "narrow", null).token().value());
    }

    private JsonNode product(String token, String name) {
        return shop.post(token, "/v1/products/", """
                {"name": "%s", "description": "%s", "metadata": {"of": "%s"}, "recurring_interval": "month",
                 "prices": [{"amount_type": "fixed", "price_amount": 900}]}""".formatted(name, name, name)).json(201);
    }

    private JsonNode customer(String token, String name) {
        return shop.post(token, "/v1/customers/", "{\"email\": \"%s@example.com\", \"name\": \"%s\", \"external_id\": \"%s\"}".formatted(name, name,
                name)).json(201);
    }

    /** A team with its owner's session; the merchant's gets further members. */
    private String team(String token, String name, boolean known) {
        JsonNode team = shop.post(token, "/v1/customers/", """
                {"type": "team", "external_id": "%s", "owner": {"email": "%s@example.com", "name": "%s"}}""".formatted(name, name, name)).json(201);
        String members = "/v1/customers/" + id(team) + "/members";
        String owner = shop.get(token, members).json(200).at("/items/0/id").asText();
        if (known) {
            ids.put("team", id(team));
            ids.put("team_external", name);
            for (String each : List.of("member", "second", "third", "fourth")) {
                ids.put(each, id(shop.post(token, members, "{\"email\": \"%s-%s@example.com\", \"name\": \"%s\", \"external_id\": \"%s-%s\"}"
                        .formatted(each, name, name, each, name)).json(201)));
                ids.put(each + "_external", each + "-" + name);
            }
        }
        return shop.post(token, "/v1/customer-sessions/", "{\"customer_id\": \"%s\", \"member_id\": \"%s\"}".formatted(id(team), owner)).json(201)
                .get("token").asText();
    }

    private String session(String token, JsonNode customer) {
        return shop.post(token, "/v1/customer-sessions/", "{\"customer_id\": \"" + id(customer) + "\"}").json(201).get("token").asText();
    }

    private static String id(JsonNode object) {
        return object.get("id").asText();
    }

    /** The text with every {@code <name>} replaced by the id of the merchant's object, or by the rival's where there is one and it is asked for. */
    String filled(String text, boolean rivals) {
        return PLACE.matcher(text).replaceAll(place -> {
            String name = place.group(1);
            String id = rivals && ids.containsKey("rival." + name) ? ids.get("rival." + name) : ids.get(name);
            if (id == null) {
                throw new IllegalStateException("no object is called " + name);
            }
            return Matcher.quoteReplacement(id);
        });
    }

    /** Every row there is, told apart by its content; only when a token was last used may change by a refused request. */
    String rows() {
        Sql sql = shop.bean(Sql.class);
        String everything = sql.list("""
                select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
                    and table_name not in ('flyway_schema_history') order by table_name""", row -> row.text("table_name")).stream()
                .map(table -> table.equals("access_token")
                        ? "select '" + table + "' as name, (to_jsonb(r) - 'last_used_at')::text as content from access_token r"
                        : "select '" + table + "' as name, r::text as content from " + table + " r")
                .collect(Collectors.joining(" union all "));
        return String.join("\n", sql.list("select name || ' ' || count(*) || ' ' || md5(string_agg(content, ',' order by content)) as line from ("
                + everything + ") t group by name order by name", row -> row.text("line")));
    }

    @Override
    public void close() {
        shop.close();
    }
}

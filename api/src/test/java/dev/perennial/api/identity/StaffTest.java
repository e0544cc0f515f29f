package dev.perennial.api.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.core.identity.Role;
import dev.perennial.core.identity.ScopeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who works for an organization, and the trail of what they did. */
class StaffTest {
    @AutoClose
    static final Installation installation = new Installation();
    final UUID organization = installation.organization("org-" + UUID.randomUUID());
    final String mark = UUID.randomUUID().toString();
    final UUID owner = installation.join(organization, "owner" + mark + "@example.com", Role.OWNER);
    final UUID admin = installation.join(organization, "admin" + mark + "@example.com", Role.ADMIN);
    final UUID finance = installation.join(organization, "finance" + mark + "@example.com", Role.FINANCE);
    final UUID member = installation.join(organization, "member" + mark + "@example.com", Role.MEMBER);
    final String members = "/v1/organizations/" + organization + "/members";

    private Browser as(UUID user) {
        return installation.browser().as(installation.personalToken(user, ScopeSet.ALL));
    }

    private UUID of(String name) {
        return switch (name) {
            case "owner" -> owner;
            case "admin" -> admin;
            case "finance" -> finance;
            default -> member;
        };
    }

    private List<String> roles() {
        List<String> roles = new ArrayList<>();
        as(owner).get(members).expect(200).json().get("items")
                .forEach(one -> roles.add(one.get("email").asText().split(mark)[0] + " " + one.get("role").asText()));
        return roles;
    }

    @ParameterizedTest
    @CsvSource({"owner, 200", "admin, 200", "finance, 403", "member, 200"})
    void isSeenByThoseWhoMay(String caller, int status) {
        Browser.Answer answer = as(of(caller)).get(members).expect(status);
        if (status == 200) {
            assertThat(answer.json().at("/pagination/max_page").asInt()).isEqualTo(1);
            assertThat(answer.json().at("/items/0/email").asText()).startsWith("owner");
        }
    }

    @Test
    void isSeenByTheOrganizationsOwnTokenButNotChanged() {
        Browser program = installation.browser().as(installation.organizationToken(organization));
        assertThat(program.get(members).expect(200).json().get("items")).hasSize(4);
        assertThat(program.postJson(members + "/invite", "{\"email\": \"x@example.com\"}").refusal()).isEqualTo("401 Unauthorized");
    }

    @Test
    void isHiddenFromStrangers() {
        Browser stranger = installation.signedIn("s" + mark + "@example.com");
        assertThat(stranger.get(members).refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(stranger.get("/v1/organizations/" + organization + "/roles").refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(stranger.postJson(members + "/invite", "{\"email\": \"x@example.com\"}").refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(stranger.delete(members + "/leave").refusal()).isEqualTo("404 ResourceNotFound");
    }

    @Test
    void invitesOnce() {
        String email = "new" + mark + "@example.com";
        JsonNode invited = as(admin).postJson(members + "/invite", "{\"email\": \"" + email + "\"}").expect(201).json();
        assertThat(invited.get("role").asText()).isEqualTo("member");
        String mail = email + " to " + "org-";
        assertThat(installation.bean(Inbox.class).invitations()).filteredOn(sent -> sent.startsWith(mail)).singleElement().asString()
                .endsWith("by admin" + mark + "@example.com");
        as(owner).sendJson("PATCH", members + "/" + invited.get("user_id").asText(), "{\"role\": \"finance\"}").expect(200);
        assertThat(as(admin).postJson(members + "/invite", "{\"email\": \"" + email.toUpperCase(java.util.Locale.ROOT) + "\"}").expect(200).json()
                .get("role").asText()).as("an existing membership stays as it is").isEqualTo("finance");
        assertThat(installation.bean(Inbox.class).invitations()).filteredOn(sent -> sent.startsWith(mail)).hasSize(1);
        assertThat(installation.signedIn(email).get("/v1/users/me").json().at("/organizations/0/id").asText()).isEqualTo(organization.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            admin   | member  | admin   | 200
            admin   | member  | finance | 200
            owner   | admin   | member  | 200
            admin   | admin   | member  | 200
            admin   | finance | finance | 200
            admin   | member  | owner   | 422 RequestValidationError enum ["body","role"]
            admin   | member  | boss    | 422 RequestValidationError enum ["body","role"]
            admin   | owner   | admin   | 403 NotPermitted
            owner   | owner   | admin   | 403 NotPermitted
            member  | finance | member  | 403 NotPermitted
            finance | finance | admin   | 403 NotPermitted
            """)
    void givesRoles(String caller, String whom, String role, String expected) {
        Browser.Answer answer = as(of(caller)).sendJson("PATCH", members + "/" + of(whom), "{\"role\": \"" + role + "\"}");
        if (expected.equals("200")) {
            assertThat(answer.expect(200).json().get("role").asText()).isEqualTo(role);
            assertThat(roles()).contains(whom + " " + role);
        } else {
            assertThat(answer.refusal()).isEqualTo(expected);
            assertThat(roles()).contains("owner owner", "admin admin", "finance finance", "member member");
        }
    }

    @ParameterizedTest
    @CsvSource({"admin, member, 204", "owner, admin, 204", "admin, owner, 403", "member, finance, 403", "finance, member, 403"})
    void removes(String caller, String whom, int status) {
        as(of(caller)).delete(members + "/" + of(whom)).expect(status);
        assertThat(roles()).hasSize(status == 204 ? 3 : 4);
        assertThat(as(of(whom)).get("/v1/organizations/" + organization + "/roles").status()).isEqualTo(status == 204 ? 404 : 200);
    }

    @ParameterizedTest
    @CsvSource({"owner, 403", "admin, 204", "finance, 204", "member, 204"})
    void letsGo(String caller, int status) {
        as(of(caller)).delete(members + "/leave").expect(status);
        assertThat(roles()).hasSize(status == 204 ? 3 : 4);
    }

    @Test
    void keepsTheOnlyMember() {
        UUID lonely = installation.organization("lonely-" + mark);
        UUID only = installation.join(lonely, "only" + mark + "@example.com", Role.ADMIN);
        assertThat(as(only).delete("/v1/organizations/" + lonely + "/members/leave").refusal()).isEqualTo("403 NotPermitted");
    }

    @Test
    void keepsSomebodyWhoCanManage() {
        UUID ownerless = installation.organization("ownerless-" + mark);
        UUID last = installation.join(ownerless, "last" + mark + "@example.com", Role.ADMIN);
        UUID helper = installation.join(ownerless, "helper" + mark + "@example.com", Role.MEMBER);
        String path = "/v1/organizations/" + ownerless + "/members/";
        String refusal = "403 OrganizationWouldHaveNoAdmins";
        assertThat(as(last).sendJson("PATCH", path + last, "{\"role\": \"finance\"}").refusal()).isEqualTo(refusal);
        assertThat(as(last).delete(path + last).refusal()).isEqualTo(refusal);
        assertThat(as(last).delete(path + "leave").refusal()).isEqualTo(refusal);
        as(last).sendJson("PATCH", path + helper, "{\"role\": \"admin\"}").expect(200);
        as(last).delete(path + "leave").expect(204);
    }

    @Test
    void knowsNobodyElse() {
        UUID stranger = installation.join(installation.organization("else-" + mark), "else" + mark + "@example.com", Role.OWNER);
        for (String id : List.of(stranger.toString(), UUID.randomUUID().toString(), "not-an-id")) {
            assertThat(as(admin).delete(members + "/" + id).refusal()).isEqualTo("404 ResourceNotFound");
            assertThat(as(admin).sendJson("PATCH", members + "/" + id, "{\"role\": \"admin\"}").refusal()).isEqualTo("404 ResourceNotFound");
        }
    }

    @Test
    void tellsWhatRolesAllow() {
        JsonNode items = as(member).get("/v1/organizations/" + organization + "/roles").expect(200).json().get("items");
        assertThat(items.findValuesAsText("role")).containsExactly("owner", "admin", "finance", "member");
        assertThat(items.get(2).get("permissions").toString()).isEqualTo("[\"analytics:read\",\"custom_fields:read\",\"customers:read\","
                + "\"finance:read\",\"products:read\",\"sales:manage\",\"sales:read\"]");
        assertThat(items.get(0).get("permissions")).hasSize(16);
    }

    @Test
    void isOnRecord() {
        as(owner).sendJson("PATCH", members + "/" + member, "{\"role\": \"finance\"}").expect(200);
        as(owner).sendJson("PATCH", members + "/" + member, "{\"role\": \"finance\"}").expect(200);
        as(owner).delete(members + "/" + member).expect(204);
        JsonNode trail = as(admin).get("/v1/audit/commands?aggregate=organization-member&organization_id=" + organization).expect(200).json();
        assertThat(trail.at("/pagination/total_count").asInt()).as("what changes nothing is not on record").isEqualTo(2);
        assertThat(trail.get("items").findValuesAsText("kind")).containsExactly("remove", "change_role");
        JsonNode change = trail.at("/items/1");
        assertThat(change.get("caller").asText()).isEqualTo("user:" + owner);
        assertThat(change.get("aggregate_id").asText()).isEqualTo(member.toString());
        assertThat(change.at("/facts/old_role").asText()).isEqualTo("member");
        assertThat(change.at("/facts/new_role").asText()).isEqualTo("finance");
        assertThat(change.get("outcome").asText()).isEqualTo("applied");
        assertThat(change.get("finished_at").isNull()).isFalse();
    }

    @Test
    void recordsTokensWithoutTheirValue() {
        String value = as(owner).postJson("/v1/organization-access-tokens/",
                "{\"organization_id\": \"" + organization + "\", \"comment\": \"ci\", \"scopes\": [\"orders:read\"]}").expect(201).json().get("token")
                .asText();
        Browser.Answer trail = as(owner).get("/v1/audit/commands?aggregate=organization-access-token").expect(200);
        assertThat(trail.json().at("/items/0/kind").asText()).isEqualTo("create");
        assertThat(trail.json().at("/items/0/facts/scopes").asText()).isEqualTo("orders:read");
        assertThat(trail.body()).doesNotContain(value);
    }

    private void command(String at, String kind, @Nullable String refusal) {
        installation.sql().updateOne("""
                insert into command (id, created_at, kind, aggregate, aggregate_id, organization_id, caller, body, outcome, refusal, finished_at)
                values (?, ?::timestamptz, ?, 'subscription', ?, ?, 'buyer', '{"card": "secret-argument"}', ?, ?::jsonb, ?::timestamptz)""",
                UUID.randomUUID(), at, kind, UUID.randomUUID(), organization, refusal == null ? null : "refused", refusal,
                refusal == null ? null : at);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            -                                                                        | revoke pending -, cancel refused PaymentError
            type=cancel                                                              | cancel refused PaymentError
            type=cancel&type=revoke                                                  | revoke pending -, cancel refused PaymentError
            type=nothing                                                             | -
            created_from=2026-01-02T00:00:00Z                                        | revoke pending -
            created_before=2026-01-02T00:00:00Z                                      | cancel refused PaymentError
            created_from=2026-01-01T00:00:00Z&created_before=2026-01-01T00:00:01Z    | cancel refused PaymentError
            aggregate=order                                                          | -
            limit=1&page=2                                                           | cancel refused PaymentError
            organization_id=7fbf9c4c-3a51-4d84-9d3a-3f3e1f0f6f00                     | -
            """)
    void listsCommandsWithoutTheirArguments(@Nullable String filter, @Nullable String expected) {
        command("2026-01-01T00:00:00Z", "cancel", "{\"identifier\": \"PaymentError\", \"detail\": \"secret-detail\", \"problems\": []}");
        command("2026-01-02T00:00:00Z", "revoke", null);
        Browser.Answer answer = as(owner).get("/v1/audit/commands" + (filter == null ? "" : "?" + filter)).expect(200);
        List<String> lines = new ArrayList<>();
        answer.json().get("items").forEach(one -> lines.add(one.get("kind").asText() + " " + one.get("outcome").asText() + " "
                + (one.get("refusal").isNull() ? "-" : one.get("refusal").asText())));
        assertThat(String.join(", ", lines)).isEqualTo(expected == null ? "" : expected);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({"owner, 200, 1", "admin, 200, 1", "finance, 200, 0", "member, 200, 0"})
    void isReadByThoseWhoManage(String caller, int status, int entries) {
        as(owner).delete(members + "/" + of(caller.equals("finance") ? "member" : "finance")).expect(204);
        assertThat(as(of(caller)).get("/v1/audit/commands").expect(status).json().get("items")).hasSize(entries);
    }
}

package dev.perennial.api.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.contract.Contract;
import dev.perennial.core.identity.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Members for merchants and in the portal, and how they come in. */
@NullUnmarked // JUnit sets the shop before any test.
class MembersTest {
    private static Shop shop;
    private static Contract contract;
    private JsonNode team;
    private String externalId;
    private String owner;

    @BeforeAll
    static void open() {
        shop = new Shop();
        contract = Contract.orSkip();
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @BeforeEach
    void team() {
        externalId = "team-" + UUID.randomUUID();
        team = shop.post(shop.token, "/v1/customers/", """
                {"type": "team", "external_id": "%s", "owner": {"email": "owner@example.com", "external_id": "o"}}""".formatted(externalId))
                .json(201);
        owner = shop.get(shop.token, path()).json(200).at("/items/0/id").asText();
    }

    private String path() {
        return "/v1/customers/" + team.get("id").asText() + "/members";
    }

    private JsonNode added(String email, String more) {
        JsonNode member = shop.post(shop.token, path(), "{\"email\": \"" + email + "\"" + more + "}").json(201);
        contract.check("Member", member);
        return member;
    }

    private static String id(JsonNode json) {
        return json.get("id").asText();
    }

    private String session(String more) {
        JsonNode session = shop.post(shop.token, "/v1/customer-sessions/", "{\"customer_id\": \"" + id(team) + "\"" + more + "}").json(201);
        contract.check("CustomerSession", session);
        return session.get("token").asText();
    }

    private String sessionOf(String member) { return session(", \"member_id\": \"" + member + "\""); }

    @Test
    void aMemberIsAddedOnce() {
        JsonNode ada = added("ada@example.com", ", \"name\": \"Ada\", \"external_id\": \"a\"");
        assertThat(ada.get("role").asText()).isEqualTo("member");
        assertThat(added("ADA@example.com", ", \"name\": \"Somebody\", \"role\": \"billing_manager\"")).isEqualTo(ada);
        assertThat(shop.get(shop.token, path() + "/" + id(ada)).json(200)).isEqualTo(ada);
        assertThat(shop.get(shop.token, "/v1/customers/external/" + externalId + "/members/a").json(200)).isEqualTo(ada);
        assertThat(shop.get(shop.token, "/v1/members/" + id(ada)).json(200)).isEqualTo(ada);
        assertThat(shop.post(shop.token, "/v1/members/", """
                {"customer_id": "%s", "email": "ada@example.com"}""".formatted(id(team))).json(201)).isEqualTo(ada);
        assertThat(shop.post(shop.token, "/v1/customers/external/" + externalId + "/members", "{\"email\": \"ada@example.com\"}").json(201))
                .isEqualTo(ada);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"email": "new@example.com", "role": "owner"}      | 422 RequestValidationError enum ["body","role"]
            {"email": "new@example.com", "external_id": "o"}   | 422 PolarRequestValidationError value_error ["body","external_id"]
            {"email": "new"}                                   | 422 RequestValidationError value_error ["body","email"]
            {}                                                 | 422 RequestValidationError missing ["body","email"]
            """)
    void anAdditionThatDoesNotFitIsRefused(String body, String refusal) {
        assertThat(shop.post(shop.token, path(), body).refusal()).isEqualTo(refusal);
    }

    @Test
    void aPersonHasNoFurtherMembers() {
        JsonNode person = shop.customer("alone" + UUID.randomUUID() + "@example.com");
        String members = "/v1/customers/" + id(person) + "/members";
        assertThat(shop.post(shop.token, members, "{\"email\": \"second@example.com\"}").refusal()).isEqualTo("403 NotPermitted");
        String self = shop.get(shop.token, members).json(200).at("/items/0/id").asText();
        assertThat(shop.patch(shop.token, members + "/" + self, "{\"email\": \"else@example.com\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"email\"]");
        assertThat(shop.post(shop.token, "/v1/customers/" + UUID.randomUUID() + "/members", "{\"email\": \"x@example.com\"}").refusal())
                .isEqualTo("404 ResourceNotFound");
    }

    @Test
    void ownershipChangesHands() {
        String ada = id(added("ada@example.com", ""));
        assertThat(shop.patch(shop.token, path() + "/" + owner, "{\"role\": \"member\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"role\"]");
        assertThat(shop.delete(shop.token, path() + "/" + owner).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"path\",\"member_id\"]");
        assertThat(shop.patch(shop.token, path() + "/" + ada, "{\"role\": \"owner\", \"name\": null}").json(200).get("role").asText())
                .isEqualTo("owner");
        assertThat(shop.get(shop.token, path() + "/" + owner).json(200).get("role").asText()).isEqualTo("billing_manager");
        assertThat(shop.delete(shop.token, path() + "/" + owner).status()).isEqualTo(204);
        assertThat(shop.get(shop.token, path() + "/" + owner).refusal()).isEqualTo("404 ResourceNotFound");
    }

    @Test
    void twoAtOnceDoNotMakeTwoOwners() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(id(added("m" + i + "@example.com", "")));
        }
        List<Thread> rivals = ids.stream().map(id -> Thread.ofVirtual()
                .start(() -> shop.patch(shop.token, path() + "/" + id, "{\"role\": \"owner\"}").json(200))).toList();
        for (Thread rival : rivals) {
            rival.join();
        }
        assertThat(shop.get(shop.token, path() + "?role=owner").json(200).get("items")).hasSize(1);
        assertThat(shop.get(shop.token, path() + "?role=billing_manager").json(200).get("items")).hasSize(6);
    }

    @Test
    void anAddressBelongsToOneMember() {
        String ada = id(added("ada@example.com", ""));
        added("bob@example.com", "");
        assertThat(shop.patch(shop.token, path() + "/" + ada, "{\"email\": \"BOB@example.com\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"email\"]");
        assertThat(shop.patch(shop.token, path() + "/" + ada, "{\"email\": \"Ada@example.com\"}").json(200).get("email").asText())
                .isEqualTo("Ada@example.com");
        assertThat(shop.delete(shop.token, path() + "/" + ada).status()).isEqualTo(204);
        assertThat(id(added("ada@example.com", ""))).isNotEqualTo(ada);
    }

    @Test
    void membersAreListed() {
        added("ada@example.com", ", \"role\": \"billing_manager\"");
        String all = "/v1/members/?customer_id=" + id(team);
        assertThat(shop.get(shop.token, all).json(200).get("items")).hasSize(2);
        assertThat(shop.get(shop.token, all + "&role=billing_manager").json(200).at("/items/0/email").asText()).isEqualTo("ada@example.com");
        assertThat(
                shop.get(shop.token, "/v1/members/?external_customer_id=" + externalId + "&sorting=created_at").json(200).at("/items/0/id").asText())
                .isEqualTo(owner);
        assertThat(shop.get(shop.otherToken, all).json(200).get("items")).isEmpty();
        assertThat(shop.get(shop.token, "/v1/members/?customer_id=nobody").refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.get(shop.token, "/v1/members/?role=king").refusal()).isEqualTo("422 RequestValidationError enum [\"query\",\"role\"]");
    }

    @Test
    void anotherMerchantSeesNoMember() {
        for (String path : List.of(path(), path() + "/" + owner, "/v1/members/" + owner, "/v1/customers/external/" + externalId + "/members/o")) {
            assertThat(shop.get(shop.otherToken, path).refusal()).as(path).isEqualTo("404 ResourceNotFound");
        }
        assertThat(shop.patch(shop.otherToken, path() + "/" + owner, "{\"name\": \"Mine\"}").refusal()).isEqualTo("404 ResourceNotFound");
        assertThat(shop.delete(shop.otherToken, "/v1/members/" + owner).refusal()).isEqualTo("404 ResourceNotFound");
        JsonNode other = shop.post(shop.token, "/v1/customers/", "{\"type\": \"team\", \"owner\": {\"email\": \"o@example.com\"}}").json(201);
        assertThat(shop.get(shop.token, "/v1/customers/" + id(other) + "/members/" + owner).refusal()).isEqualTo("404 ResourceNotFound");
        String finance = shop.userToken("finance@members.example", Map.of(shop.organization, Role.FINANCE));
        assertThat(shop.get(finance, path()).status()).isEqualTo(200);
    }

    @Test
    void aTeamComesInByItsMembers() {
        assertThat(shop.post(shop.token, "/v1/customer-sessions/", "{\"customer_id\": \"" + id(team) + "\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError missing [\"body\",\"member_id\"]");
        String stranger = shop.get(shop.token, "/v1/customers/" + id(shop.customer("s" + UUID.randomUUID() + "@example.com")) + "/members").json(200)
                .at("/items/0/id").asText();
        assertThat(shop.post(shop.token, "/v1/customer-sessions/", """
                {"customer_id": "%s", "member_id": "%s"}""".formatted(id(team), stranger)).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"member_id\"]");
        assertThat(shop.post(shop.token, "/v1/customer-sessions/", """
                {"customer_external_id": "%s", "external_member_id": "nobody"}""".formatted(externalId)).refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"external_member_id\"]");
        JsonNode session = shop.post(shop.token, "/v1/customer-sessions/", """
                {"external_customer_id": "%s", "external_member_id": "o", "return_url": "https://example.com/back"}""".formatted(externalId))
                .json(201);
        String token = session.get("token").asText();
        assertThat(token).startsWith("polar_mst_");
        assertThat(session.get("customer_portal_url").asText()).endsWith("?customer_session_token=" + token + "&email=owner%40example.com");
        JsonNode seen = shop.get(token, "/v1/customer-portal/customer-session/introspect").json(200);
        contract.check("CustomerCustomerSession", seen);
        assertThat(seen.get("return_url").asText()).isEqualTo("https://example.com/back");
        JsonNode user = shop.get(token, "/v1/customer-portal/customer-session/user").json(200);
        contract.check("PortalAuthenticatedUser", user);
        assertThat(user.get("type").asText() + " " + user.get("role").asText() + " " + user.get("member_id").asText())
                .isEqualTo("member owner " + owner);
        contract.check("CustomerPortalCustomer", shop.get(token, "/v1/customer-portal/customers/me").json(200));
    }

    @Test
    void aRemovedMemberIsOutAtOnce() {
        String ada = id(added("ada@example.com", ""));
        String token = sessionOf(ada);
        assertThat(shop.get(token, "/v1/customer-portal/customers/me").status()).isEqualTo(200);
        shop.delete(shop.token, path() + "/" + ada);
        assertThat(shop.get(token, "/v1/customer-portal/customers/me").status()).isEqualTo(401);
    }

    @Test
    void aPlainMemberDecidesNothing() {
        String token = sessionOf(id(added("ada@example.com", "")));
        assertThat(shop.patch(token, "/v1/customer-portal/customers/me", "{\"billing_name\": \"Mine\"}").refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.get(token, "/v1/customer-portal/members").refusal()).isEqualTo("403 NotPermitted");
        String manager = sessionOf(id(added("bob@example.com", ", \"role\": \"billing_manager\"")));
        assertThat(shop.patch(manager, "/v1/customer-portal/customers/me", "{\"billing_name\": \"Ours\"}").json(200).get("billing_name").asText())
                .isEqualTo("Ours");
    }

    @Test
    void theTeamManagesItself() {
        String bob = id(added("bob@example.com", ", \"role\": \"billing_manager\""));
        String manager = sessionOf(bob);
        String boss = sessionOf(owner);
        String members = "/v1/customer-portal/members";
        JsonNode ada = shop.post(manager, members, "{\"email\": \"ada@example.com\", \"name\": \"Ada\"}").json(201);
        contract.check("CustomerPortalMember", ada);
        assertThat(shop.post(manager, members, "{\"email\": \"Ada@example.com\", \"role\": \"billing_manager\"}").json(201)).isEqualTo(ada);
        assertThat(shop.post(manager, members, "{\"email\": \"x@example.com\", \"role\": \"owner\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"role\"]");
        assertThat(shop.patch(manager, members + "/" + bob, "{\"role\": \"member\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"path\",\"id\"]");
        assertThat(shop.patch(manager, members + "/" + bob, "{\"name\": \"Bob\"}").json(200).get("name").asText()).isEqualTo("Bob");
        assertThat(shop.patch(manager, members + "/" + id(ada), "{\"role\": \"owner\"}").refusal())
                .isEqualTo("422 PolarRequestValidationError value_error [\"body\",\"role\"]");
        assertThat(shop.delete(manager, members + "/" + bob).refusal()).isEqualTo("422 PolarRequestValidationError value_error [\"path\",\"id\"]");
        assertThat(shop.delete(manager, members + "/" + owner).refusal()).isEqualTo("422 PolarRequestValidationError value_error [\"path\",\"id\"]");
        assertThat(shop.patch(boss, members + "/" + id(ada), "{\"role\": \"owner\"}").json(200).get("role").asText()).isEqualTo("owner");
        JsonNode page = shop.get(boss, members).json(200);
        contract.check("ListResource_CustomerPortalMember_", page);
        assertThat(page.get("items")).hasSize(3);
        assertThat(shop.delete(manager, members + "/" + owner).status()).isEqualTo(204);
        assertThat(shop.get(boss, members).status()).isEqualTo(401);
        assertThat(shop.delete(manager, members + "/" + UUID.randomUUID()).refusal()).isEqualTo("404 ResourceNotFound");
    }

    @Test
    void aPersonHasNobodyToManage() {
        JsonNode person = shop.customer("solo" + UUID.randomUUID() + "@example.com");
        String token = shop.post(shop.token, "/v1/customer-sessions/", "{\"customer_id\": \"" + id(person) + "\"}").json(201).get("token").asText();
        assertThat(shop.get(token, "/v1/customer-portal/members").refusal()).isEqualTo("403 NotPermitted");
        assertThat(shop.get(shop.token, "/v1/customer-portal/members").refusal()).isEqualTo("401 Unauthorized");
    }

    @Test
    void customersChangeTheirOwnDetails() {
        String token = sessionOf(owner);
        String me = "/v1/customer-portal/customers/me";
        JsonNode changed = shop.patch(token, me, """
                {"billing_name": "Crew Ltd", "tax_id": "91-1144442", "billing_address": {"country": "US", "state": "NY"}}""").json(200);
        contract.check("CustomerPortalCustomer", changed);
        assertThat(changed.get("tax_id")).hasToString("[\"911144442\",\"us_ein\"]");
        assertThat(shop.patch(token, me, "{\"billing_name\": null, \"tax_id\": null, \"name\": \"Other\"}").json(200).get("billing_name").asText())
                .isEqualTo("Crew Ltd");
        for (var refused : Map.of("{\"billing_address\": null}", "RequestValidationError value_error [\"body\",\"billing_address\"]",
                "{\"default_payment_method_id\": null}", "RequestValidationError missing [\"body\",\"default_payment_method_id\"]",
                "{\"default_payment_method_id\": \"" + UUID.randomUUID() + "\"}",
                "PolarRequestValidationError invalid [\"body\",\"default_payment_method_id\"]", "{\"tax_id\": \"1\"}",
                "PolarRequestValidationError invalid [\"body\",\"tax_id\"]").entrySet()) {
            assertThat(shop.patch(token, me, refused.getKey()).refusal()).isEqualTo("422 " + refused.getValue());
        }
    }
}

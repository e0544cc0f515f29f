package dev.perennial.api.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies, queries and lists through the real server, as operations read them. */
class InputTest {
    private static final String PRICES = "\"prices\":[{\"amount_type\":\"fixed\",\"price_amount\":100}]";
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void buildsTheCommandFromARightBody() {
        JsonNode created = api
                .post("polar_oat_all", "/v1/things/",
                        """
                                {"name": "  Pro  ", "unknown": {"a": 1}, "visibility": "draft", "starts_at": "2026-01-01T02:00:00.1234567+02:00",
                                 "prices": [{"amount_type": "fixed", "price_amount": 1000, "price_currency": "EUR"}, {"amount_type": "metered_unit", "unit_amount": "0.10"}],
                                 "seats": {"minimum": 2}, "metadata": {"plan": "a", "count": 3, "share": 0.5, "beta": true}}""")
                .json();
        assertThat(created.get("organization_id").asText()).isEqualTo(TestApi.OURS.toString());
        assertThat(created.get("name").asText()).isEqualTo("Pro");
        assertThat(created.get("description").isNull()).isTrue();
        assertThat(created.get("visibility").asText()).isEqualTo("draft");
        assertThat(created.get("starts_at").asText()).isEqualTo("2026-01-01T00:00:00.123456Z");
        assertThat(created.get("prices").toString())
                .isEqualTo("[{\"price_amount\":1000,\"currency\":\"eur\"},{\"unit_amount\":0.1}]");
        assertThat(created.get("medias").isEmpty()).isTrue();
        assertThat(created.get("seats").toString()).isEqualTo("{\"minimum\":2,\"maximum\":10}");
        assertThat(created.get("metadata").toString()).isEqualTo("{\"beta\":true,\"count\":3,\"plan\":\"a\",\"share\":0.5}");
    }

    @Test
    void reportsEverythingThatIsWrongAtOnce() {
        assertThat(api.post("polar_oat_all", "/v1/things/", """
                {"name": "ab", "visibility": "hidden", "description": 1, "medias": ["x", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", 3],
                 "starts_at": "2026-01-01T00:00:00",
                 "prices": [{"amount_type": "fixed", "price_amount": "1000"}, {"amount_type": "gift"}, {}],
                 "seats": {"minimum": 5, "maximum": 4}, "metadata": {"a": null}}""").problems()).containsExactly(
                "string_too_short at [\"body\",\"name\"]", "string_type at [\"body\",\"description\"]", "enum at [\"body\",\"visibility\"]",
                "int_parsing at [\"body\",\"prices\",0,\"fixed\",\"price_amount\"]", "union_tag_invalid at [\"body\",\"prices\",1]",
                "union_tag_not_found at [\"body\",\"prices\",2]", "uuid_parsing at [\"body\",\"medias\",0]",
                "uuid_version at [\"body\",\"medias\",1]",
                "uuid_type at [\"body\",\"medias\",2]", "value_error at [\"body\",\"seats\",\"maximum\"]",
                "timezone_aware at [\"body\",\"starts_at\"]",
                "string_type at [\"body\",\"metadata\",\"a\"]");
    }

    @Test
    void aClosedShapeTakesNoOtherFields() {
        assertThat(api.post("polar_oat_all", "/v1/things/", "{\"name\":\"Pro\",\"other\":1,\"seats\":{\"minimum\":1,\"most\":null}," + PRICES + "}")
                .problems()).containsExactly("extra_forbidden at [\"body\",\"seats\",\"most\"]");
    }

    @Test
    void showsWhatWasSentAndTheViolatedFigure() {
        JsonNode answer = api.post("polar_oat_all", "/v1/things/", "{\"name\":\"ab\"," + PRICES + "}").json();
        assertThat(answer.get("error").asText()).isEqualTo("RequestValidationError");
        JsonNode problem = answer.get("detail").get(0);
        assertThat(problem.get("input").asText()).isEqualTo("ab");
        assertThat(problem.get("ctx").toString()).isEqualTo("{\"min_length\":3}");
        JsonNode missing = api.post("polar_oat_all", "/v1/things/", "{" + PRICES + "}").json().get("detail").get(0);
        assertThat(missing.get("input").has("prices")).isTrue();
        assertThat(missing.has("ctx")).isFalse();
    }

    @Test
    void namesAFailedCheckBeyondThePayloadDifferently() {
        JsonNode answer = api.post("polar_oat_all", "/v1/things/", "{\"name\":\"Pro\",\"medias\":[\"" + TestApi.THING + "\"]," + PRICES + "}").json();
        assertThat(answer.get("error").asText()).isEqualTo("PolarRequestValidationError");
        assertThat(answer.get("detail").toString()).isEqualTo("[{\"type\":\"value_error\",\"loc\":[\"body\",\"medias\",0],"
                + "\"msg\":\"A thing is not a medium.\",\"input\":\"" + TestApi.THING + "\"}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"name": }       | json_invalid at ["body",9]
            {"name": "a"     | json_invalid at ["body",12]
            {} {}            | json_invalid at ["body",3]
            nonsense         | json_invalid at ["body",0]
            []               | model_attributes_type at ["body"]
            "text"           | model_attributes_type at ["body"]
            null             | missing at ["body"]
            {"name":"a\\u0000bc"}            | value_error at ["body","name"]
            {"x":[{"k\\u0000":1}]}           | value_error at ["body","x",0,"k\\u0000"]
            {"x":{"y":["\\ud800"]}}          | value_error at ["body","x","y",0]
            """)
    void refusesWhatIsNotAnObject(String body, String problem) {
        assertThat(api.post("polar_oat_all", "/v1/things/", body).problems()).containsExactly(problem);
    }

    @Test
    void refusesAnEmptyBody() {
        assertThat(api.post("polar_oat_all", "/v1/things/", "").problems()).containsExactly("missing at [\"body\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                         | unchanged | kept
            {"name":"New"}             | New       | kept
            {"description":null}       | unchanged | cleared
            {"description":"  "}       | unchanged | cleared
            {"description":" text "}   | unchanged | replaced by text
            """)
    void tellsAbsentFromNullInAPatch(String body, String name, String description) {
        JsonNode seen = api.patch("polar_oat_all", "/v1/things/" + TestApi.THING, body).json();
        assertThat(seen.get("name").asText()).isEqualTo(name);
        assertThat(seen.get("description").asText()).isEqualTo(description);
    }

    @Test
    void refusesToClearWhatCannotBeEmpty() {
        assertThat(api.patch("polar_oat_all", "/v1/things/" + TestApi.THING, "{\"name\":null,\"metadata\":null}").problems())
                .containsExactly("string_type at [\"body\",\"name\"]", "dict_type at [\"body\",\"metadata\"]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            # token           | organization_id                                            | outcome
            polar_oat_all     |                                                            | 201
            polar_oat_all     | "organization_id":"11111111-1111-4111-8111-111111111111",  | organization_token at ["body","organization_id"]
            polar_oat_all     | "organization_id":null,                                    | 201
            polar_pat_owner   |                                                            | missing at ["body","organization_id"]
            polar_pat_owner   | "organization_id":"11111111-1111-4111-8111-111111111111",  | 201
            polar_pat_owner   | "organization_id":"33333333-3333-4333-8333-333333333333",  | value_error at ["body","organization_id"]
            polar_pat_owner   | "organization_id":"x",                                     | uuid_parsing at ["body","organization_id"]
            polar_pat_owner   | "organization_id":"22222222-2222-4222-8222-222222222222",  | 403
            polar_at_u_narrow |                                                            | 201
            """)
    void asksForTheOrganizationOfANewObject(String token, String field, String outcome) {
        var answer = api.post(token, "/v1/things/", "{" + (field == null ? "" : field) + "\"name\":\"Pro\"," + PRICES + "}");
        if (outcome.length() == 3) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(Integer.parseInt(outcome));
        } else {
            assertThat(answer.problems()).containsExactly(outcome);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # query             | items | max_page | first
            -                   | 10    | 11       | thing 0
            page=2              | 10    | 11       | thing 10
            limit=500           | 100   | 2        | thing 0
            page=2&limit=100    | 1     | 2        | thing 100
            page=3&limit=100    | 0     | 2        | -
            limit=25&limit=50   | 50    | 3        | thing 0
            page=2147483647     | 0     | 11       | -
            """)
    void cutsAListIntoPages(String query, int items, int maxPage, String first) {
        JsonNode list = api.get("polar_oat_all", "/v1/things/" + (query == null ? "" : "?" + query)).json();
        assertThat(list.get("items").size()).isEqualTo(items);
        assertThat(list.get("pagination").toString()).isEqualTo("{\"total_count\":101,\"max_page\":" + maxPage + "}");
        assertThat(list.get("items").path(0).asText("-")).isEqualTo(first == null ? "-" : first);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            page=0                      | greater_than at ["query","page"]
            limit=0                     | greater_than at ["query","limit"]
            limit=-1                    | greater_than at ["query","limit"]
            page=x                      | int_parsing at ["query","page"]
            page=1.5                    | int_parsing at ["query","page"]
            page=2147483648             | less_than_equal at ["query","page"]
            sorting=created_at,-name    | enum at ["query","sorting",0]
            sorting=name&sorting=age    | enum at ["query","sorting",1]
            id=x                        | uuid_parsing at ["query","id",0]
            is_archived=maybe           | bool_parsing at ["query","is_archived"]
            is_archived=                | bool_parsing at ["query","is_archived"]
            after=2026-01-01            | timezone_aware at ["query","after"]
            after=2026-02-30T00:00:00Z  | datetime_parsing at ["query","after"]
            visibility=public&visibility=x | enum at ["query","visibility",1]
            query=a%00b                 | value_error at ["query","query"]
            metadata[a%00b]=c           | value_error at ["query","metadata","[key]"]
            organization_id=x           | uuid_parsing at ["query","organization_id",0]
            """)
    void refusesParametersThatMeanNothing(String query, String problem) {
        assertThat(api.get("polar_oat_all", "/v1/things/filter?" + query).problems()).containsExactly(problem);
    }

    @Test
    void readsFilters() {
        JsonNode filter = api.get("polar_pat_owner",
                "/v1/things/filter?id=" + TestApi.THING + "&id=" + TestApi.OURS + "&is_archived=1&after=2026-01-01T00:00:00%2B01:00"
                        + "&visibility=draft&query=a%20b&sorting=-name&sorting=created_at&metadata[plan]=a&metadata[plan]=b&metadata%5Bx%5D=1&page=2")
                .json();
        assertThat(filter.get("ids").size()).isEqualTo(2);
        assertThat(filter.get("is_archived").asBoolean()).isTrue();
        assertThat(filter.get("after").asText()).isEqualTo("2025-12-31T23:00:00Z");
        assertThat(filter.get("visibilities").toString()).isEqualTo("[\"draft\"]");
        assertThat(filter.get("query").asText()).isEqualTo("a b");
        assertThat(filter.get("sorting").toString())
                .isEqualTo("[{\"key\":\"name\",\"direction\":\"descending\"},{\"key\":\"created_at\",\"direction\":\"ascending\"}]");
        assertThat(filter.get("metadata").get("plan").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(filter.get("metadata").get("x").toString()).isEqualTo("[\"1\"]");
        assertThat(filter.get("organizations").size()).isEqualTo(2);
    }

    @Test
    void sortsByTheListsDefaultWhenNothingIsAsked() {
        assertThat(api.get("polar_oat_all", "/v1/things/filter").json().get("sorting").toString())
                .isEqualTo("[{\"key\":\"created_at\",\"direction\":\"descending\"}]");
    }

    @Test
    void filtersToTheReachableOrganizationsOnly() {
        assertThat(api.get("polar_pat_owner", "/v1/things/filter?organization_id=" + TestApi.THEIRS).json().get("organizations").isEmpty()).isTrue();
        assertThat(api.get("polar_pat_owner", "/v1/things/filter?organization_id=" + TestApi.OURS + "&organization_id=" + TestApi.THEIRS).json()
                .get("organizations").toString()).isEqualTo("[\"" + TestApi.OURS + "\"]");
    }
}

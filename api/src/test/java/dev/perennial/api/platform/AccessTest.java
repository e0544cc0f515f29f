package dev.perennial.api.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in, in the order of the checks. */
class AccessTest {
    private static final String THING = "/v1/things/" + TestApi.THING;
    private static TestApi api;

    @BeforeAll
    static void start() {
        api = new TestApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # token            | path                | status | error
            polar_oat_all      | /v1/things/         | 200    | -
            polar_oat_write    | /v1/things/         | 200    | -
            polar_oat_other    | /v1/things/         | 403    | insufficient_scope
            polar_oat_unknown  | /v1/things/         | 401    | invalid_token
            garbage            | /v1/things/         | 401    | invalid_token
            polar_cst_customer | /v1/things/         | 401    | Unauthorized
            polar_mst_manager  | /v1/things/         | 401    | Unauthorized
            -                  | /v1/things/         | 401    | Unauthorized
            polar_crt_client   | /v1/things/         | 401    | Unauthorized
            -                  | /v1/things/public   | 200    | -
            polar_oat_all      | /v1/things/public   | 200    | -
            polar_oat_unknown  | /v1/things/public   | 401    | invalid_token
            polar_oat_unknown  | /v1/nowhere         | 401    | invalid_token
            polar_crt_client   | /v1/things/public   | 200    | -
            polar_oat_all      | /v1/things/portal   | 401    | Unauthorized
            polar_cst_customer | /v1/things/portal   | 200    | -
            polar_mst_manager  | /v1/things/portal   | 200    | -
            polar_mst_member   | /v1/things/portal   | 403    | NotPermitted
            polar_oat_other    | /v1/things/external/a | 200  | -
            -                  | /v1/things/not-a-uuid | 401  | Unauthorized
            """)
    void letsInWhomTheOperationDeclares(String token, String path, int status, String error) {
        var answer = api.get(token, path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        if (error != null) {
            assertThat(answer.json().get("error").asText()).isEqualTo(error);
        }
    }

    @Test
    void challengesWhoeverHasNoCredential() {
        var answer = api.get(null, "/v1/things/");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"polar\"");
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("error", "detail");
        assertThat(answer.header("Cache-Control")).isEqualTo("private, no-store");
    }

    @Test
    void refusesABadTokenInTheShapeOfOAuth() {
        var answer = api.get("polar_oat_unknown", "/v1/things/");
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("error", "error_description");
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer realm=\"polar\", error=\"invalid_token\", error_description=\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        assertThat(answer.header("X-Polar-Sandbox")).isNull();
    }

    @Test
    void namesTheScopesThatWouldDo() {
        var answer = api.get("polar_oat_other", "/v1/things/");
        assertThat(answer.json().fieldNames()).toIterable().containsExactly("error", "error_description");
        assertThat(answer.header("WWW-Authenticate")).endsWith("scope=\"things:read things:write\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Polar-Sandbox")).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "Bearer ", "bearer    ", "Basic dXNlcjpwYXNz", "Token x"})
    void takesAnEmptyOrForeignCredentialForNone(String header) {
        assertThat(api.send(api.to("/v1/things/public").header("Authorization", header)).json().get("caller").asText()).isEqualTo("Anonymous");
    }

    @Test
    void takesATokenThatIsNotAsciiForNone() {
        String answer = RawHttp.exchange(api.server().getPort(), """
                GET /v1/things/public HTTP/1.1
                Host: localhost
                Authorization: Bearer t\u00f6ken

                """);
        assertThat(answer).startsWith("HTTP/1.1 200");
    }

    @Test
    void readsTheSchemeInAnyCase() {
        assertThat(api.send(api.to("/v1/things/").header("Authorization", "bEARER polar_oat_all")).status()).isEqualTo(200);
    }

    @Test
    void handsTheCallerToTheOperationOnAVirtualThread() {
        assertThat(api.get("polar_pat_owner", "/v1/things/public").json().get("caller").asText()).isEqualTo("UserCaller");
        // A kind the operation does not take counts as nobody, where nobody may come in.
        assertThat(api.get("polar_cst_customer", "/v1/things/public").json().get("caller").asText()).isEqualTo("Anonymous");
        assertThat(api.get(null, "/v1/things/public").json().get("thread").asText()).isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/things/not-a-uuid                           | uuid_parsing at ["path","id"]
            /v1/things/1-1-1-1-1                            | uuid_parsing at ["path","id"]
            /v1/things/6ba7b810-9dad-11d1-80b4-00c04fd430c8 | uuid_version at ["path","id"]
            /v1/things/external/a%00b                       | value_error at ["path","external_id"]
            """)
    void checksTheValuesOfThePath(String path, String problem) {
        assertThat(api.get("polar_oat_all", path).problems()).containsExactly(problem);
    }

    @Test
    void takesEncodedCharactersInThePath() {
        assertThat(api.get("polar_oat_all", "/v1/things/external/a%2Fb%20c%40d").json().get("external_id").asText()).isEqualTo("a/b c@d");
    }

    @Test
    void narrowsACredentialToTheOrganizationOfTheHeader() {
        String body = "{\"name\":\"Pro\",\"prices\":[{\"amount_type\":\"fixed\",\"price_amount\":1}]}";
        assertThat(api.post("polar_pat_owner", "/v1/things/", body).problems()).containsExactly("missing at [\"body\",\"organization_id\"]");
        var narrowed = api.as("polar_pat_owner", "/v1/things/").header("Polar-Organization", TestApi.OURS.toString())
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        assertThat(api.send(narrowed).json().get("organization_id").asText()).isEqualTo(TestApi.OURS.toString());
        assertThat(api.send(api.as("polar_pat_owner", "/v1/things/").header("Polar-Organization", "nonsense")).problems())
                .containsExactly("uuid_parsing at [\"header\",\"Polar-Organization\"]");
    }

    @Test
    void doesNotStartWithAnOperationThatDeclaresNothing() {
        assertThatThrownBy(() -> new TestApi(Map.of("platform.test.undeclared", true))).rootCause().isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/v1/undeclared");
    }

    @Test
    void answersTheOwnerOfTheThing() {
        assertThat(api.get("polar_pat_owner", THING).status()).isEqualTo(200);
    }
}

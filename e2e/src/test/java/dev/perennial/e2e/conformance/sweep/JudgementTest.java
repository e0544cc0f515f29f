package dev.perennial.e2e.conformance.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.e2e.conformance.document.Difference;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgementTest {
    private static final String DOCUMENT = """
            {"paths": {
              "/things": {
                "get": {"operationId": "things:list", "x-polar-pagination": {}, "responses": {"200": {"content": {"application/json": {"schema":
                    {"type": "object", "required": ["items"], "properties": {"items": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}}}}}}}},
                "delete": {"operationId": "things:delete", "responses": {"204": {}, "404": {"content": {"application/json": {"schema": {}}}}}}},
              "/things.csv": {"get": {"operationId": "things:export", "responses": {"200": {"content": {"text/csv": {"schema": {"type": "string"}}}}}}}},
             "webhooks": {"thing.made": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}}},
             "components": {"schemas": {"Thing": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}}}}""";
    private static final String ONE = "{'items':[{'id':'a'}]}";
    private static final String OTHER = "{'items':[{'id':'b'}]}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", value = {
            "things:list   | 200 | application/json              | {'items':[{'id':'a'}]}  | -",
            "things:list   | 200 | application/json;charset=utf8 | {'items':[{'id':'a'}]}  | -",
            "things:list   | 200 | application/json              | {'items':[{'id':1}]}    | things:list 1.0.1 /items/0/id: integer found, string expected",
            "things:list   | 200 | application/json              | {'items':[{}]}          | things:list 1.0.1 /items/0: required property 'id' not found",
            "things:list   | 200 | application/json              | no                      | things:list 1.0.1: no JSON: no",
            "things:list   | 200 | text/html                     | {'items':[]}            | things:list 1.0.1: content type text/html instead of application/json",
            "things:list   | 501 | application/json              | {}                      | things:list 1.0.1: answered with 501 {}",
            "things:list   | 201 | application/json              | {'items':[]}            | things:list 1.0.1: answered with 201 {'items':[]}",
            "things:delete | 204 | -                             | ``                      | -",
            "things:delete | 204 | text/plain                    | gone                    | things:delete 1.0.1: a body where none is declared: gone",
            "things:delete | 404 | application/json              | {}                      | things:delete 1.0.1: answered with 404 {}",
            "things:export | 200 | text/csv; charset=utf-8       | `a,b`                   | -"})
    void anAnswerIsHeldAgainstItsDeclaration(String operation, int status, String type, String body, String difference)
            throws JsonProcessingException {
        Judgement judged = judged(Set.of(), answer(operation, "a", status, type, body));
        assertThat(judged.differences()).extracting(Difference::toString).isEqualTo(difference == null ? List.of() : List.of(json(difference)));
        assertThat(judged.validAnswers()).isEqualTo(difference == null ? 1 : 0);
    }

    @Test
    void anOperationCountsWhenTwoShopsAreToldTheirOwn() throws JsonProcessingException {
        assertThat(list(ONE, OTHER).differences()).isEmpty();
    }

    @Test
    void anOperationThatWasNotCalledDoesNotCount() throws JsonProcessingException {
        Judgement judged = judged(Set.of("things:list"));
        assertThat(judged.differences()).containsExactly(new Difference("things:list", "no call of it succeeded"));
    }

    @Test
    void aConstantDoesNotCount() throws JsonProcessingException {
        Judgement judged = list(ONE, ONE);
        assertThat(judged.differences()).containsExactly(new Difference("things:list", "the same answer to two shops that have nothing in common"));
    }

    @Test
    void aListThatIsAlwaysEmptyDoesNotCount() throws JsonProcessingException {
        Judgement judged = list("{'items':[]}", "{'items':[],'more':1}");
        assertThat(judged.differences()).containsExactly(new Difference("things:list", "every list it answered is empty"));
    }

    @Test
    void aTypeOfEventCountsWhenEachPayloadIsValid() throws JsonProcessingException {
        var good = new Event("thing.made", json("{'id':'a'}"));
        var bad = new Event("thing.made", "{}");
        assertThat(Judgement.of(contract(), Set.of(), List.of(), List.of(good), List.of()).events()).containsExactly("thing.made");
        Judgement judged = Judgement.of(contract(), Set.of(), List.of(), List.of(good, bad), List.of());
        assertThat(judged.events()).isEmpty();
        assertThat(judged.differences()).containsExactly(new Difference("thing.made", "required property 'id' not found"));
    }

    private static Judgement list(String inOne, String inTheOther) throws JsonProcessingException {
        return judged(Set.of("things:list"), answer("things:list", "a", 200, "application/json", inOne),
                answer("things:list", "b", 200, "application/json", inTheOther));
    }

    private static Judgement judged(Set<String> implemented, Answer... answers) throws JsonProcessingException {
        return Judgement.of(contract(), implemented, List.of(answers), List.of(), List.of());
    }

    private static Answer answer(String operation, String world, int status, String type, String body) {
        return new Answer(operation, "1.0.1", world, status, type, json(body));
    }

    private static Contract contract() throws JsonProcessingException {
        return new Contract(new ObjectMapper().readTree(DOCUMENT));
    }

    /** JSON whose quotes are single in the tables. */
    private static String json(String text) {
        return text.replace('\'', '"').replace("\"id\" not", "'id' not");
    }
}

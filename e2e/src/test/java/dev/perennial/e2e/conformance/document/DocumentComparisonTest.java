package dev.perennial.e2e.conformance.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentComparisonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AllowList NOTHING = AllowList.of(List.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'type':['string','null']}                            | {'anyOf':[{'type':'string'},{'type':'null'}]}",
            "{'enum':['a']}                                        | {'type':'string','const':'a'}",
            "{'allOf':[{'$ref':'#/components/schemas/A'}]}         | {'type':'string','enum':['x','y']}",
            "{'$ref':'#/components/schemas/A','title':'Hello'}     | {'anyOf':[{'const':'x'},{'const':'y'}]}",
            "{'type':'integer','minimum':0}                        | {'type':'integer','minimum':0.0,'description':'no less'}",
            "{'type':'array','items':{'type':['null','string']}}   | {'type':'array','items':{'anyOf':[{'type':'string'},{'type':'null'}]}}",
            "{'properties':{'a':{'type':'string'}}}                | {'type':'object','properties':{'a':{'type':'string','examples':['b']}}}",
            "{'anyOf':[{'properties':{'a':{'type':'string'}}},{'properties':{'b':{'type':'string'}}}]} | {'properties':{'a':{'type':'string'},'b':{'type':'string'}}}"})
    void theSameIsTheSameHoweverItIsWritten(String ours, String theirs) {
        assertThat(requestDifferences(ours, theirs)).isEmpty();
        assertThat(requestDifferences(theirs, ours)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{'type':'string'}                | {'type':['string','null']}            | : may be null in the contract",
            "{'type':['string','null']}       | {'type':'string'}                     | : may not be null in the contract",
            "{'enum':['a']}                   | {'enum':['a','b']}                    | : enum lacks b",
            "{'enum':['a','c']}               | {'enum':['a']}                        | : enum has beyond the contract c",
            "{'type':'string'}                | {'type':'integer'}                    | : type lacks integer",
            "{'type':'string'}                | {'type':'string','maxLength':3}       | : maxLength is not said, not 3",
            "{'type':'integer','default':2}   | {'type':'integer','default':1}        | : default is 2, not 1",
            "{'properties':{}}                | {'properties':{'a':{'type':'string'}}} | .a: is missing",
            "{'properties':{'a':{}}}          | {'properties':{}}                     | .a: is not in the contract",
            "{'properties':{'a':{}},'required':['a']} | {'properties':{'a':{}}}        | .a: is optional in the contract",
            "{'properties':{'a':{}}}          | {'properties':{'a':{}},'required':['a']} | .a: is required in the contract",
            "{'type':'array','items':{'properties':{'a':{'type':'string'}}}} | {'type':'array','items':{'properties':{'a':{'type':'string','format':'uri'}}}} | [].a: format is not said, not uri",
            "{'oneOf':[{'properties':{'k':{'const':'x'},'v':{'type':'string'}}},{'properties':{'k':{'const':'z'}}}]} | {'oneOf':[{'properties':{'k':{'const':'x'},'v':{'type':'integer'}}},{'properties':{'k':{'const':'y'}}}],'discriminator':{'propertyName':'k'}} | : branch k lacks y",
            "{'properties':{'k':{'const':'x'},'v':{'type':'string'}}} | {'oneOf':[{'properties':{'k':{'const':'x'},'v':{'type':'integer'}}},{'properties':{'k':{'const':'y'}}}],'discriminator':{'propertyName':'k'}} | .x.v: type lacks integer",
            "{'type':'object','additionalProperties':{'type':'string'}} | {'type':'object','additionalProperties':{'type':'integer'}} | .*: type lacks integer"})
    void everyDifferenceIsToldWithItsPath(String ours, String theirs, String difference) {
        assertThat(requestDifferences(ours, theirs)).extracting(Difference::toString).contains("POST /v1/things request.body" + difference);
    }

    @Test
    void anAnswerMayPromiseMoreThanTheContract() {
        JsonNode ours = document(
                "'responses':{'200':{'content':{'application/json':{'schema':{'properties':{'a':{'type':'string'}},'required':['a']}}}}}");
        JsonNode theirs = document("'responses':{'200':{'content':{'application/json':{'schema':{'properties':{'a':{'type':['string','null']}}}}}}}");
        assertThat(DocumentComparison.run(ours, theirs, NOTHING).differences()).isEmpty();
        assertThat(DocumentComparison.run(theirs, ours, NOTHING).differences()).extracting(Difference::toString)
                .containsExactly("POST /v1/things response.200.a: is required in the contract",
                        "POST /v1/things response.200.a: may not be null in the contract");
    }

    @Test
    void parametersAndAnswersAndCredentialsAreCompared() {
        JsonNode ours = document("'responses':{'200':{}},'parameters':[{'name':'a','in':'query','schema':{'type':'array','items':{'type':'string'}}},"
                + "{'name':'b','in':'query','required':true,'schema':{'type':'string'}}],'security':[{'pat':['x']}]");
        JsonNode theirs = document("'responses':{'200':{},'404':{}},'parameters':[{'name':'a','in':'query','schema':{'anyOf':[{'type':'string'},"
                + "{'type':'array','items':{'type':'string'}},{'type':'null'}]}},{'name':'b','in':'query','schema':{'type':'string'}},"
                + "{'name':'c','in':'query'}],'security':[{'pat':['x']},{'oat':['x']}]");
        assertThat(DocumentComparison.run(ours, theirs, NOTHING).differences()).extracting(Difference::toString).containsExactly(
                "POST /v1/things security: credentials lacks oat[x]", "POST /v1/things query.b: required is true, not false",
                "POST /v1/things query.c: is missing", "POST /v1/things response.404: is missing");
    }

    @Test
    void operationsOfOursAreSkippedAndThoseWeLackAreCounted() {
        JsonNode ours = document("'responses':{}");
        JsonNode theirs = json("{'paths':{'/v1/others':{'get':{'operationId':'others:get','responses':{}}}}}");
        var result = DocumentComparison.run(ours, theirs, NOTHING);
        assertThat(result.differences()).isEmpty();
        assertThat(result.implemented()).isZero();
        assertThat(result.missingOperations()).containsExactly("others:get");
        assertThat(result.total()).isOne();
    }

    @Test
    void anAllowedDifferenceNeedsAReasonAndAUse() {
        JsonNode ours = document("'responses':{'200':{}}");
        JsonNode theirs = document("'responses':{'404':{}}");
        var result = DocumentComparison.run(ours, theirs, AllowList.of(List.of("# a remark", "", "POST * is missing :: not built",
                "GET */more: * :: left over")));
        assertThat(result.explained()).extracting(Difference::toString).containsExactly("POST /v1/things response.404: is missing");
        assertThat(result.differences()).extracting(Difference::toString).containsExactly(
                "POST /v1/things response.200: is not in the contract",
                "allow-list: nothing differs any more like 'GET *\\/more: *'".replace("\\", ""));
        assertThatThrownBy(() -> AllowList.of(List.of("POST *"))).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Difference> requestDifferences(String ours, String theirs) {
        return DocumentComparison.run(bodied(ours), bodied(theirs), NOTHING).differences();
    }

    private static JsonNode bodied(String schema) {
        return document("'responses':{},'requestBody':{'content':{'application/json':{'schema':" + schema + "}}}");
    }

    private static JsonNode document(String operation) {
        return json("{'paths':{'/v1/things':{'post':{'operationId':'things:create'," + operation
                + "}}},'components':{'schemas':{'A':{'type':'string','enum':['x','y']}}}}");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(text, broken);
        }
    }
}

package dev.perennial.e2e.conformance.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.e2e.conformance.document.Difference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What the answers and events of a sweep are worth.
 *
 * @param answers how many successes were looked at
 * @param validAnswers how many of them are as the contract has them
 * @param events types of which every payload is as the contract has it
 * @param differences everything else. One whose path is an operation's id alone says why that operation does not count
 */
public record Judgement(int answers, int validAnswers, Set<String> events, List<Difference> differences) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /**
     * Judges a sweep.
     *
     * @param implemented the operations there should be an answer of
     * @param found what the clients had against the answers
     */
    static Judgement of(Contract contract, Set<String> implemented, List<Answer> answers, List<Event> events, List<Problem> found) {
        Set<Problem> problems = new LinkedHashSet<>(found);
        int valid = 0;
        for (Answer answer : answers) {
            String type = answer.type() == null ? "" : answer.type();
            List<String> complaints = contract.complaints(answer.operation(), answer.status(), type, answer.body());
            complaints.forEach(what -> problems.add(new Problem(answer.where(), what)));
            valid += complaints.isEmpty() ? 1 : 0;
        }
        Map<String, List<Answer>> successes = answers.stream().filter(answer -> answer.status() < 400)
                .collect(Collectors.groupingBy(Answer::operation, TreeMap::new, Collectors.toList()));
        for (String operation : implemented) {
            problems.addAll(hollow(contract, operation, successes.getOrDefault(operation, List.of())));
        }
        Set<String> validEvents = judged(contract, events, problems);
        return new Judgement(answers.size(), valid, validEvents, problems.stream().map(Problem::difference).toList());
    }

    /** Why success alone does not count: nothing answered, lists without a row, and what is answered to everybody alike. */
    private static List<Problem> hollow(Contract contract, String operation, List<Answer> successes) {
        if (successes.isEmpty()) {
            return List.of(new Problem(operation, ": no call of it succeeded"));
        }
        if (!contract.answersJson(operation)) {
            return List.of();
        }
        List<JsonNode> bodies = successes.stream().map(answer -> json(answer.body())).toList();
        if (contract.answersList(operation) && bodies.stream().allMatch(body -> body.path("items").isEmpty())) {
            return List.of(new Problem(operation, ": every list it answered is empty"));
        }
        boolean severalWorlds = successes.stream().map(Answer::world).distinct().count() > 1;
        if (severalWorlds && new HashSet<>(bodies).size() == 1) {
            return List.of(new Problem(operation, ": the same answer to two shops that have nothing in common"));
        }
        return List.of();
    }

    private static Set<String> judged(Contract contract, Collection<Event> events, Set<Problem> problems) {
        Set<String> valid = new TreeSet<>();
        List<String> invalid = new ArrayList<>();
        for (Event event : events) {
            List<String> complaints = contract.complaintsOfEvent(event.type(), event.body());
            complaints.forEach(what -> problems.add(new Problem(event.type(), what)));
            valid.add(event.type());
            if (!complaints.isEmpty()) {
                invalid.add(event.type());
            }
        }
        valid.removeAll(invalid);
        return valid;
    }

    private static JsonNode json(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + body, e);
        }
    }
}

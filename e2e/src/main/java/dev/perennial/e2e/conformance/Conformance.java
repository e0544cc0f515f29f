package dev.perennial.e2e.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.e2e.clients.Clients;
import dev.perennial.e2e.conformance.document.AllowList;
import dev.perennial.e2e.conformance.document.Difference;
import dev.perennial.e2e.conformance.document.DocumentComparison;
import dev.perennial.e2e.conformance.sweep.Judgement;
import dev.perennial.e2e.conformance.sweep.Sweep;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./perennial conformance}: holds the running stack and its document against the contract. */
public final class Conformance {
    private static final int DIFFERS = 1;
    private static final int CANNOT_RUN = 2;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Conformance() {}

    /**
     * Prints the report. Ends with 0 when there is no difference without a reason, with 1 when there is, and with 2 when the machine lacks what it needs.
     *
     * @param arguments the stack's file, the published document and a folder for what is recorded
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path stack = Path.of(arguments[0]);
        Path contract = Path.of(arguments[1]);
        Path out = Path.of(arguments[2]);
        List<String> missing = new ArrayList<>(Clients.missing());
        if (!Files.exists(contract)) {
            missing.add("the published document is not at " + contract.normalize());
        }
        if (!missing.isEmpty()) {
            missing.forEach(what -> System.err.println("conformance: " + what));
            System.exit(CANNOT_RUN);
        }
        System.exit(report(Path.of(System.getProperty("perennial.home")), stack, contract, out) ? 0 : DIFFERS);
    }

    private static boolean report(Path home, Path stack, Path contract, Path out) throws IOException, InterruptedException {
        String api = MAPPER.readTree(stack.toFile()).path("api").asText();
        JsonNode theirs = MAPPER.readTree(contract.toFile());
        JsonNode ours;
        try (InputStream document = URI.create(api + "/openapi.json").toURL().openStream()) {
            ours = MAPPER.readTree(document);
        }
        Path lists = home.resolve("e2e/conformance");
        DocumentComparison.Result documents = DocumentComparison.run(ours, theirs, AllowList.read(lists.resolve("allowed.txt")));
        Judgement answers = new Sweep(new Clients(home), contract, stack, out).run(documents.implementedOperations());
        AllowList.Judged judged = AllowList.read(lists.resolve("allowed-answers.txt")).judge(answers.differences());
        List<Difference> explained = Stream.concat(documents.explained().stream(), judged.explained().stream()).toList();
        List<Difference> unexplained = Stream.concat(documents.differences().stream(), judged.unexplained().stream()).toList();
        Files.write(out.resolve("explained.txt"), explained.stream().map(Difference::toString).toList());
        unexplained.forEach(difference -> System.out.println("differs  " + difference));
        long counted = documents.implementedOperations().stream().filter(id -> judged.unexplained().stream().noneMatch(why -> why.path().equals(id)))
                .count();
        System.out.printf("operations %d/%d, responses valid %d/%d, events valid %d/%d%n", counted, documents.total(), answers.validAnswers(),
                answers.answers(), answers.events().size(), theirs.path("webhooks").size());
        System.out.printf("%d differences, and %d that the reviewed lists in %s explain (%s)%n", unexplained.size(), explained.size(), lists,
                out.resolve("explained.txt"));
        return unexplained.isEmpty();
    }
}

package dev.perennial.dev.stack;

import dev.perennial.dev.postgres.PostgresPart;
import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Ports;
import dev.perennial.dev.supervision.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The command line with a stack of a database and a stand-in for the API. */
record SmallStack(List<Part> parts, StackFile describe) implements Plan {
    public static void main(String[] arguments) throws InterruptedException {
        System.exit(new Perennial(SmallStack.class.getName(), SmallStack::plan, System.out).run(List.of(arguments), Path.of("")));
    }

    private static Plan plan(Options options, Progress progress) throws IOException {
        progress.say("planning a small stack");
        var postgres = new PostgresPart(options.data(), Commands.cache(), Ports.in(options.data()).of(PostgresPart.NAME));
        String api = "http://127.0.0.1:" + options.apiPort();
        var product = new ApplicationPart("api", Set.of(PostgresPart.NAME),
                JavaPrograms.own(EnvironmentServer.class.getName(), 32, "" + options.apiPort()),
                Map.of("PERENNIAL_SANDBOX", "true"), URI.create(api), () -> {});
        return new SmallStack(List.of(postgres, product),
                new StackFile(api, "none", null, "none", "none", postgres.url(), "id", "acme", "token", "owner", Map.of()));
    }
}

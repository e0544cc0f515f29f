package dev.perennial.dev.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.dev.supervision.StartFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The product's own program that makes an organization with its owner, run against a stack that is up. */
final class OwnerProgram {
    private OwnerProgram() {}

    /**
     * Runs it and returns its exit code. What it has made is told to people, what it complains about is passed on.
     *
     * @param arguments the owner's e-mail address and the organization's name
     */
    static int run(Path home, Path data, List<String> arguments, PrintStream out) throws IOException, StartFailed, InterruptedException {
        StackFile stack = ApiProgram.stack(data);
        Process running = ApiProgram.of("Owner", home, data, arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        JsonNode made = new ObjectMapper().readTree(running.getInputStream());
        int exit = running.waitFor();
        if (exit == 0) {
            out.printf("The organization is %s (%s).%n%s signs in at %s with the code in the inbox, %s%n", made.path("organization_slug").asText(),
                    made.path("organization_id").asText(), made.path("owner_email").asText(), made.path("sign_in_url").asText(), stack.inbox());
            out.flush();
        }
        return exit;
    }
}

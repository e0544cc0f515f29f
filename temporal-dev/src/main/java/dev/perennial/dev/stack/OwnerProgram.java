package dev.perennial.dev.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.dev.supervision.StartFailed;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The product's own program that makes an organization with its owner, run against a stack that is up. */
final class OwnerProgram {
    private OwnerProgram() {}

    /**
     * Runs it and returns its exit code. What it has made is told to people, what it complains about is passed on.
     *
     * @param arguments the owner's e-mail address and the organization's name
     */
    static int run(Path home, Path data, List<String> arguments, PrintStream out) throws IOException, StartFailed, InterruptedException {
        StackFile stack = StackFile.in(data).orElseThrow(() -> new StartFailed("no stack is running in " + data + "; `up` starts it"));
        Secrets secrets = Secrets.in(data);
        Database database = Database.of(stack.databaseUrl());
        ProcessBuilder program = new ProcessBuilder(new JavaPrograms(home).module("api", "dev.perennial.api.bootstrap.Owner", 128));
        program.command().add(1, "-Dperennial.log=WARN");
        program.command().addAll(arguments);
        program.environment().keySet().removeIf(variable -> variable.startsWith(ApplicationPart.SETTINGS));
        program.environment().putAll(Map.of("PERENNIAL_DATABASE_URL", database.jdbcUrl(), "PERENNIAL_DATABASE_USER", database.user(),
                "PERENNIAL_DATABASE_PASSWORD", database.password(), "PERENNIAL_TEMPORAL_ADDRESS", stack.temporalAddress(), "PERENNIAL_SECRET",
                secrets.secret(), "PERENNIAL_SANDBOX", "true", "PERENNIAL_STRIPE_API_KEY", "sk_test_perennial", "PERENNIAL_STRIPE_WEBHOOK_SECRET",
                secrets.stripeWebhookSecret(), "PERENNIAL_FRONTEND_URL", stack.api(), "PERENNIAL_PUBLIC_URL", stack.api()));
        Process running = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
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

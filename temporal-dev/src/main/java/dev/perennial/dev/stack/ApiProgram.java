package dev.perennial.dev.stack;

import dev.perennial.dev.supervision.StartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program of the product's own, with the environment of a stack that is up. */
final class ApiProgram {
    private ApiProgram() {}

    static StackFile stack(Path data) throws IOException, StartFailed {
        return StackFile.in(data).orElseThrow(() -> new StartFailed("no stack is running in " + data + "; `up` starts it"));
    }

    /** @param name the program's class among those that an operator starts */
    static ProcessBuilder of(String name, Path home, Path data, List<String> arguments) throws IOException, StartFailed {
        StackFile stack = stack(data);
        Secrets secrets = Secrets.in(data);
        Database database = Database.of(stack.databaseUrl());
        ProcessBuilder program = new ProcessBuilder(new JavaPrograms(home).module("api", "dev.perennial.api.bootstrap." + name, 128));
        program.command().add(1, "-Dperennial.log=WARN");
        program.command().addAll(arguments);
        program.environment().keySet().removeIf(variable -> variable.startsWith(ApplicationPart.SETTINGS));
        program.environment().putAll(Map.of("PERENNIAL_DATABASE_URL", database.jdbcUrl(), "PERENNIAL_DATABASE_USER", database.user(),
                "PERENNIAL_DATABASE_PASSWORD", database.password(), "PERENNIAL_TEMPORAL_ADDRESS", stack.temporalAddress(), "PERENNIAL_SECRET",
                secrets.secret(), "PERENNIAL_SANDBOX", "true", "PERENNIAL_STRIPE_API_KEY", "sk_test_perennial", "PERENNIAL_STRIPE_WEBHOOK_SECRET",
                secrets.stripeWebhookSecret(), "PERENNIAL_FRONTEND_URL", stack.api(), "PERENNIAL_PUBLIC_URL", stack.api()));
        return program;
    }
}

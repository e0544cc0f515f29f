package dev.perennial.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.perennial.dev.stack.StackFile.RunningProcess;
import dev.perennial.dev.supervision.Health;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path data;

    private record Ran(int exitCode, String output) {}

    @AfterEach
    void down() throws Exception {
        run("down");
    }

    @Test
    void aStackOutlivesTheDeathOfItsPartsAndOfItsSupervisor() throws Exception {
        String port = Integer.toString(freePort());
        Ran up = run("up", "--detach", "--port", port);
        assertThat(up.exitCode).as(up.output).isZero();
        assertThat(up.output).contains("planning a small stack", "postgres        ready", "http://127.0.0.1:" + port, "Authorization: Bearer token");
        assertThat(settingsOfTheProduct()).isEqualTo("PERENNIAL_SANDBOX=true\n");
        assertThat(run("status").exitCode).isEqualTo(Status.ALL_WELL);

        Ran again = run("up", "--detach", "--port", port);
        assertThat(again.exitCode).isZero();
        assertThat(again.output).contains("is running already").contains("http://127.0.0.1:" + port);

        execute("CREATE TABLE orders (id int)", "INSERT INTO orders VALUES (1)");
        kill(process("postgres").pid());
        assertThat(countOrdersWhenBack()).isEqualTo(1);

        String ports = Files.readString(data.resolve("ports.json"));
        long orphan = process("postgres").pid();
        kill(SupervisorLock.holder(data).orElseThrow());
        await().atMost(PATIENCE).until(() -> SupervisorLock.holder(data).isEmpty());
        assertThat(ProcessHandle.of(orphan)).isPresent();
        Ran third = run("up", "--detach", "--port", port);
        assertThat(third.exitCode).as(third.output).isZero();
        assertThat(third.output).contains("ending postgres (pid " + orphan + "), left by an earlier run");
        assertThat(data.resolve("ports.json")).hasContent(ports);
        assertThat(countOrdersWhenBack()).isEqualTo(1);

        List<Long> pids = stack().processes().values().stream().map(RunningProcess::pid).toList();
        assertThat(pids).hasSize(2);
        Ran down = run("down");
        assertThat(down.exitCode).as(down.output).isZero();
        assertThat(pids).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
        assertThat(run("status").exitCode).isEqualTo(Status.NOT_RUNNING);
        assertThat(StackFile.in(data)).isEmpty();
    }

    @Test
    void saysThatThePortIsTaken() throws Exception {
        try (var other = new ServerSocket(0)) {
            Ran up = run("up", "--detach", "--port", "" + other.getLocalPort());
            assertThat(up.exitCode).isEqualTo(1);
            assertThat(up.output).contains("port " + other.getLocalPort() + " is taken by another program");
        }
        assertThat(data.resolve("pids.json")).doesNotExist();
    }

    @Test
    void namesWhatItDoesNotUnderstand() throws Exception {
        assertThat(run("up", "--prot", "1")).isEqualTo(new Ran(1, "perennial: `up` has no option '--prot'\n"));
        assertThat(run("up", "--port", "70000")).isEqualTo(new Ran(1, "perennial: --port must be a number from 1 to 65535, not '70000'\n"));
    }

    private Ran run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(JavaPrograms.own(SmallStack.class.getName(), 64, arguments));
        command.add(1, "-XX:TieredStopAtLevel=1");
        command.addAll(List.of("--data", data.toString()));
        Path output = Files.createTempFile("perennial-command-", ".txt");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("PERENNIAL_JUNK", "must not reach the product");
        Process process = builder.start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("the command ends").isTrue();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        return new Ran(process.exitValue(), said);
    }

    private StackFile stack() throws IOException {
        return StackFile.in(data).orElseThrow();
    }

    private RunningProcess process(String name) throws IOException {
        return Objects.requireNonNull(stack().processes().get(name));
    }

    private String settingsOfTheProduct() throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(stack().api())).build(), BodyHandlers.ofString()).body();
        }
    }

    private int countOrdersWhenBack() throws Exception {
        await().atMost(PATIENCE).until(() -> Health.answers(URI.create(process("postgres").health())));
        try (var connection = DriverManager.getConnection(Database.of(stack().databaseUrl()).jdbcUrl(), "postgres", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM orders")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private void execute(String... statements) throws Exception {
        try (var connection = DriverManager.getConnection(Database.of(stack().databaseUrl()).jdbcUrl(), "postgres", "");
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

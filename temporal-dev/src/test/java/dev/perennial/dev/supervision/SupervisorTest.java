package dev.perennial.dev.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;

class SupervisorTest {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private @Nullable ServerSocket alwaysWell;
    private @Nullable Supervisor supervisor;

    @TempDir
    private Path data;

    /** A shell command; its health is a port of this test, so that only its process decides. */
    private record Script(String name, Set<String> needs, String script, URI health) implements Part {
        @Override
        public ProcessBuilder command() {
            return Commands.inOwnSession(List.of("sh", "-c", script), _ -> false);
        }

        @Override
        public Duration startsWithin() {
            return Duration.ofSeconds(2);
        }
    }

    @BeforeEach
    void listen() throws IOException {
        alwaysWell = new ServerSocket(0);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        if (supervisor != null) {
            supervisor.stop();
        }
        Objects.requireNonNull(alwaysWell).close();
    }

    @Test
    void restartsWhatDies() throws Exception {
        Supervisor running = supervise(script("one", "exec sleep 60"), script("two", "exec sleep 60"));
        running.start();
        Map<String, Long> before = running.pids();
        kill(before, "one");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(running.pids().get("one")).isNotEqualTo(before.get("one")));
        assertThat(ProcessHandle.of(pid(running.pids(), "one"))).isPresent();
        assertThat(running.pids().get("two")).isEqualTo(before.get("two"));
        assertThat(said).anyMatch(line -> line.startsWith("one ended with exit code 137"));
    }

    @Test
    void startsInTheOrderOfNeedsAndStopsInReverse() throws Exception {
        Path trace = data.resolve("trace");
        String script = "echo start %1$s >> " + trace + "; trap 'echo stop %1$s >> " + trace + "; exit 0' TERM; while :; do sleep 0.02; done";
        Supervisor running = supervise(script("database", script.formatted("database")),
                new Script("api", Set.of("database", "absent"), script.formatted("api"), health()));
        running.start();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(trace).content().contains("start api"));
        running.stop();
        assertThat(trace).hasContent("start database\nstart api\nstop api\nstop database");
        assertThat(data.resolve("pids.json")).doesNotExist();
    }

    @Test
    void saysWhyAPartCannotStart() throws InterruptedException {
        Supervisor running = supervise(script("one", "exec sleep 60"),
                new Script("broken", Set.of(), "echo the key is missing; exit 3", URI.create("tcp://127.0.0.1:1")));
        assertThatThrownBy(running::start).isInstanceOf(StartFailed.class).hasMessageContaining("broken ended with exit code 3")
                .hasMessageContaining("the key is missing");
        Map<String, Long> pids = running.pids();
        running.stop();
        assertThat(ProcessHandle.of(pid(pids, "one"))).isEmpty();
    }

    @Test
    void givesUpAPartThatNeverAnswers() {
        Supervisor running = supervise(new Script("mute", Set.of(), "exec sleep 60", URI.create("tcp://127.0.0.1:1")));
        assertThatThrownBy(running::start).isInstanceOf(StartFailed.class)
                .hasMessageContaining("mute did not answer at tcp://127.0.0.1:1 within 2 s");
        assertThat(ProcessHandle.of(pid(running.pids(), "mute"))).isEmpty();
    }

    @Test
    void killsWhatDoesNotStopAndEndsLeftovers() throws Exception {
        Process left = new ProcessBuilder("sh", "-c", "trap '' TERM; while :; do sleep 0.05; done").start();
        Process recycled = new ProcessBuilder("sleep", "60").start();
        try {
            var pids = new Pids(data);
            pids.put("left", Pids.Entry.of(left.toHandle(), "KILL"));
            pids.put("recycled", new Pids.Entry(recycled.pid(), 1, "KILL"));
            Pids.endLeftovers(data, said::add);
            assertThat(left.isAlive()).isFalse();
            assertThat(recycled.isAlive()).isTrue();
            assertThat(said).singleElement().asString().startsWith("ending left ");
        } finally {
            left.destroyForcibly();
            recycled.destroyForcibly();
        }
    }

    private Supervisor supervise(Part... parts) {
        var made = new Supervisor(data, List.of(parts), said::add, () -> {});
        supervisor = made;
        return made;
    }

    private Script script(String name, String script) {
        return new Script(name, Set.of(), script, health());
    }

    private URI health() {
        return URI.create("tcp://127.0.0.1:" + Objects.requireNonNull(alwaysWell).getLocalPort());
    }

    private static long pid(Map<String, Long> pids, String name) {
        return Objects.requireNonNull(pids.get(name));
    }

    private static void kill(Map<String, Long> pids, String name) {
        assertThat(ProcessHandle.of(pid(pids, name)).orElseThrow().destroyForcibly()).isTrue();
    }
}

package dev.perennial.e2e.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The containers' health check, run as the engine runs it. */
class HealthCheckTest {
    private static final int LIMIT_SECONDS = 20;

    private HttpServer server;

    HealthCheckTest() throws IOException { server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0); }

    @BeforeEach
    void listen() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"200, 0", "503, 1", "404, 1"})
    void isWellWhenTheAnswerSaysSo(int status, int exitCode) throws Exception {
        server.createContext("/health", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });

        assertThat(check(server.getAddress().getPort())).isEqualTo(exitCode);
    }

    @Test
    void isNotWellWhenNobodyListens() throws Exception {
        int port = server.getAddress().getPort();
        server.stop(0);

        assertThat(check(port)).isEqualTo(1);
    }

    private static int check(int port) throws IOException, InterruptedException {
        Process check = new ProcessBuilder("bash", Project.file("deploy/health").toString(), "" + port, "/health").redirectError(Redirect.DISCARD)
                .start();
        try {
            assertThat(check.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
            return check.exitValue();
        } finally {
            check.destroyForcibly();
        }
    }
}

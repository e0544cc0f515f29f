package dev.perennial.dev.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    @TempDir
    private Path data;

    @Test
    void findsItsPortsAgain() throws IOException {
        Ports first = Ports.in(data);
        int inbox = first.of("inbox");
        int worker = first.of("worker");
        Ports second = Ports.in(data);
        assertThat(inbox).isNotEqualTo(worker);
        assertThat(second.of("inbox")).isEqualTo(inbox);
        assertThat(second.of("worker")).isEqualTo(worker);
    }

    @Test
    void choosesAnewWhatSomebodyElseTook() throws IOException {
        Ports first = Ports.in(data);
        int inbox = first.of("inbox");
        int worker = first.of("worker");
        try (var other = new ServerSocket(inbox)) {
            assertThat(Ports.isFree(other.getLocalPort())).isFalse();
            Ports second = Ports.in(data);
            assertThat(second.of("inbox")).isNotEqualTo(inbox);
            assertThat(second.of("worker")).isEqualTo(worker);
        }
    }
}

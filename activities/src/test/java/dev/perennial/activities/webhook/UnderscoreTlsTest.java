package dev.perennial.activities.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.ssl.SSLContextBuilder;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts with an underscore behind TLS (INP-6). */
class UnderscoreTlsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"my_hook.example.test", "_a.example.test", "hook.example.test"})
    void theServerIsToldTheName(String host) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> hello = CompletableFuture.supplyAsync(() -> firstRecord(listening));
            assertThatThrownBy(() -> call(new UnderscoreTls(SSLContexts.createDefault()), listening.getLocalPort(), host))
                    .isInstanceOf(IOException.class);
            assertThat(hello.join()).contains(host);
        }
    }

    /** With a server that is not the JDK's, which refuses to hear such a name. */
    @Test
    void itsCertificateIsHeldAgainstTheName() throws Exception {
        Path key = directory.resolve("key.pem");
        Path certificate = directory.resolve("certificate.pem");
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=example.test",
                "-addext",
                "subjectAltName=DNS:*.example.test", "-keyout", key.toString(), "-out", certificate.toString());
        UnderscoreTls client = trusting(certificate);
        Process server = new ProcessBuilder("openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate.toString(), "-key", key.toString())
                .redirectErrorStream(true).start();
        try {
            int port = portOf(server);
            call(client, port, "my_hook.example.test");
            call(client, port, "hook.example.test");
            for (String other : List.of("my_hook.other.test", "hook.other.test", "my_hook.deep.example.test")) {
                assertThatThrownBy(() -> call(client, port, other)).as(other).isInstanceOf(SSLException.class);
            }
            assertThatThrownBy(() -> call(new UnderscoreTls(SSLContexts.createDefault()), port, "my_hook.example.test")).as("nobody vouches for it")
                    .isInstanceOf(SSLException.class);
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private static void call(UnderscoreTls client, int port, String host) throws IOException {
        try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
            plain.setSoTimeout(10_000);
            client.upgrade(plain, host, port, Map.of(), HttpClientContext.create()).close();
        }
    }

    private static String firstRecord(ServerSocket listening) {
        try (Socket accepted = listening.accept(); DataInputStream in = new DataInputStream(accepted.getInputStream())) {
            in.skipNBytes(3);
            return new String(in.readNBytes(in.readUnsignedShort()), ISO_8859_1);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static UnderscoreTls trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(certificate)) {
            store.setCertificateEntry("site", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        return new UnderscoreTls(SSLContextBuilder.create().loadTrustMaterial(store, null).build());
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            Assumptions.abort("there is no openssl on this machine: " + missing.getMessage());
            return;
        }
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** The server says {@code ACCEPT 127.0.0.1:port} when it listens. */
    private static int portOf(Process server) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.add(line);
            if (line.startsWith("ACCEPT") && line.contains(":")) {
                return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
            }
        }
        throw new IllegalStateException("the server does not listen: " + said);
    }
}

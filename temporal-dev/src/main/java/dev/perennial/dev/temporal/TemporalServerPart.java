package dev.perennial.dev.temporal;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Ports;
import dev.perennial.dev.supervision.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The official server, all its services in one process, with an SQLite file as its store. */
final class TemporalServerPart implements Part {
    private final Path folder;
    private final Path cache;
    private final Ports ports;
    private final int port;
    private final int httpPort;

    TemporalServerPart(Path data, Path cache, Ports ports) throws IOException {
        folder = data.resolve("temporal");
        this.cache = cache;
        this.ports = ports;
        port = ports.of(TemporalService.NAME);
        httpPort = ports.of("temporal-http");
    }

    @Override
    public String name() {
        return TemporalService.NAME;
    }

    @Override
    public URI health() {
        return URI.create("http://127.0.0.1:" + httpPort + "/api/v1/cluster-info");
    }

    @Override
    public Duration startsWithin() {
        return Duration.ofSeconds(90);
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        GoProgram.TEMPORAL_SERVER.built(cache, progress);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("dynamic.yaml"), DYNAMIC);
        Files.writeString(folder.resolve("server.yaml"), configuration());
    }

    @Override
    public ProcessBuilder command() {
        var command = Commands
                .inOwnSession(List.of(GoProgram.TEMPORAL_SERVER.in(cache).toString(), "--config-file", folder.resolve("server.yaml").toString(),
                        "--allow-no-auth", "start"), variable -> variable.startsWith("TEMPORAL_"));
        // Little is alive and much is garbage: collecting it a third as often is worth some hundred megabytes, up to a limit.
        command.environment().putIfAbsent("GOGC", "300");
        command.environment().putIfAbsent("GOMEMLIMIT", "768MiB");
        return command;
    }

    @Override
    public void answering(Progress progress) throws IOException, InterruptedException {
        TemporalNamespace.ensure("127.0.0.1:" + port, true);
    }

    private String configuration() throws IOException {
        return """
                log:
                  stdout: true
                  level: error
                persistence:
                  defaultStore: default
                  visibilityStore: visibility
                  numHistoryShards: 4
                  datastores:
                    default:
                %1$s
                    visibility:
                %1$s
                global:
                  membership:
                    maxJoinDuration: 30s
                    broadcastAddress: "127.0.0.1"
                services:
                  frontend:
                    rpc: {grpcPort: %2$d, membershipPort: %3$d, bindOnLocalHost: true, httpPort: %4$d}
                  matching:
                    rpc: {grpcPort: %5$d, membershipPort: %6$d, bindOnLocalHost: true}
                  history:
                    rpc: {grpcPort: %7$d, membershipPort: %8$d, bindOnLocalHost: true}
                  worker:
                    rpc: {grpcPort: %9$d, membershipPort: %10$d, bindOnLocalHost: true}
                clusterMetadata:
                  enableGlobalNamespace: false
                  failoverVersionIncrement: 10
                  masterClusterName: active
                  currentClusterName: active
                  clusterInformation:
                    active:
                      enabled: true
                      initialFailoverVersion: 1
                      rpcName: frontend
                      rpcAddress: "127.0.0.1:%2$d"
                      httpAddress: "127.0.0.1:%4$d"
                dcRedirectionPolicy:
                  policy: noop
                archival:
                  history: {state: disabled}
                  visibility: {state: disabled}
                namespaceDefaults:
                  archival:
                    history: {state: disabled}
                    visibility: {state: disabled}
                dynamicConfigClient:
                  filepath: "%11$s"
                  pollInterval: 10s
                """.formatted(store(), port, ports.of("temporal-membership"),
                httpPort,
                ports.of("temporal-matching"), ports.of("temporal-matching-membership"), ports.of("temporal-history"),
                ports.of("temporal-history-membership"), ports.of("temporal-worker"), ports.of("temporal-worker-membership"),
                folder.resolve("dynamic.yaml"));
    }

    private String store() {
        // One connection: SQLite has one writer. With a write-ahead log, "normal" loses nothing when the process dies.
        // Its own cache of 2 MB and a checkpoint every 4 MB would have it read and write the same pages over and over.
        return """
                sql:
                  user: ""
                  password: ""
                  pluginName: sqlite
                  databaseName: "%s"
                  connectAddr: localhost
                  connectProtocol: tcp
                  connectAttributes: {cache: private, setup: true, journal_mode: wal, synchronous: 1, cache_size: -65536, wal_autocheckpoint: 8000}
                  maxConns: 1
                  maxIdleConns: 1
                  maxConnLifetime: 1h
                """.formatted(folder.resolve("temporal.db")).indent(6).stripTrailing();
    }

    private static final String DYNAMIC = """
            matching.numTaskqueueReadPartitions: [{value: 1}]
            matching.numTaskqueueWritePartitions: [{value: 1}]
            system.enableActivityEagerExecution: [{value: true}]
            system.namespaceCacheRefreshInterval: [{value: 1s}]
            """;
}

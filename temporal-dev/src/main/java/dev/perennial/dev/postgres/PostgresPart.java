package dev.perennial.dev.postgres;

import dev.perennial.dev.supervision.Commands;
import dev.perennial.dev.supervision.Part;
import dev.perennial.dev.supervision.Progress;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The durable PostgreSQL 18 of a stack, for local connections only; its process is the postmaster. A commit is on the disk when it is answered. */
public final class PostgresPart implements Part {
    public static final String NAME = "postgres";
    private static final String DATABASE = "perennial";
    private static final String MAJOR_VERSION = "18";
    private static final List<String> SETTINGS = List.of("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=120",
            "shared_buffers=256MB", "fsync=on", "synchronous_commit=on", "full_page_writes=on", "wal_compression=on", "max_wal_size=2GB",
            "checkpoint_timeout=15min", "timezone=UTC", "log_timezone=UTC", "shared_preload_libraries=pg_stat_statements");

    private final Path files;
    private final Path log;
    private final Path binaries;
    private final int port;
    private Path home = Path.of("");

    /**
     * @param data data folder of the stack
     * @param cache where the binaries are unpacked, {@link Commands#cache()} outside of tests
     */
    public PostgresPart(Path data, Path cache, int port) {
        files = data.resolve("postgres");
        log = data.resolve("logs").resolve("postgres-init.log");
        binaries = cache;
        this.port = port;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The URL for {@code psql} and other clients; there is no password. */
    public String url() {
        return "postgresql://" + LocalPostgres.USER + "@127.0.0.1:" + port + "/" + DATABASE;
    }

    @Override
    public URI health() {
        return URI.create(url());
    }

    @Override
    public String stopSignal() {
        return "INT"; // Ends sessions instead of waiting for them.
    }

    @Override
    public int firstAttempts() {
        return 8; // The sessions of a killed server may take a while to let go of its shared memory.
    }

    @Override
    public void prepare(Progress progress) throws IOException, InterruptedException {
        home = PostgresBinaries.unpacked(binaries);
        if (!Files.exists(files)) {
            progress.say("creating the database");
            create();
        }
        String version = Files.readString(files.resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new IOException(files + " was written by PostgreSQL " + version + ", this is " + MAJOR_VERSION);
        }
    }

    @Override
    public ProcessBuilder command() throws IOException {
        removePidFileOfAnotherProgram();
        List<String> arguments = new ArrayList<>(List.of("-D", files.toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        return Commands.inOwnSession(program("postgres", arguments), variable -> variable.startsWith("PG"));
    }

    private void create() throws IOException, InterruptedException {
        Path unfinished = Files.createTempDirectory(files.getParent(), ".postgres-");
        Path statement = Files.writeString(unfinished.resolveSibling(unfinished.getFileName() + ".sql"), "CREATE DATABASE " + DATABASE + "\n");
        Commands.run(program("initdb", List.of("-D", unfinished.toString(), "-U", LocalPostgres.USER, "-A", "trust", "-E", "UTF8", "--locale=C",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions")), log, Path.of("/dev/null"));
        Commands.run(program("postgres", List.of("--single", "-D", unfinished.toString(), "postgres")), log, statement);
        Files.delete(statement);
        Files.move(unfinished, files, StandardCopyOption.ATOMIC_MOVE);
    }

    private List<String> program(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // PostgreSQL refuses to run as root. In a user namespace of its own it is nobody, and the files are still its own.
            if (!LinuxUtils.isUnshareAvailable()) {
                throw new IOException("PostgreSQL does not run as root and user namespaces are off here; start as another user or set DATABASE_URL");
            }
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(home.resolve("bin").resolve(name).toString());
        command.addAll(arguments);
        return command;
    }

    /**
     * PostgreSQL itself finds out whether the server that wrote the file is gone, with its shared memory. It only cannot tell a
     * program that happens to have got the same pid since.
     */
    private void removePidFileOfAnotherProgram() throws IOException {
        Path pidFile = files.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        String pid = Files.readAllLines(pidFile).stream().findFirst().orElse("").strip();
        boolean another = pid.isEmpty() || ProcessHandle.of(Long.parseLong(pid)).flatMap(process -> process.info().command())
                .filter(command -> !command.endsWith("/postgres"))
                .isPresent();
        if (another) {
            Files.delete(pidFile);
        }
    }
}

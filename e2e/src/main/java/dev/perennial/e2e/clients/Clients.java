package dev.perennial.e2e.clients;

import dev.perennial.dev.supervision.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The clients in the versions that {@code e2e/sdk} pins, installed in the user's cache. A change of the pinned versions makes a new installation; nothing
 * is written to the project.
 */
public final class Clients {
    private static final List<String> SCRIPTS_ONLY = List.of("node_modules");
    private static final String INSTALLED = ".installed";

    private final Path sources;

    /**
     * @param home the project's folder
     */
    public Clients(Path home) {
        this.sources = home.resolve("e2e/sdk");
    }

    /** What this machine lacks for them, empty when it has all. */
    public static List<String> missing() {
        return Stream.of("node", "npm", "python3").filter(program -> Commands.onPath(program).isEmpty())
                .map(program -> program + " is not on the PATH")
                .toList();
    }

    /**
     * A fresh folder with the scripts, from which they find the JavaScript clients.
     *
     * @throws IOException when the clients cannot be installed; the message says where the installer's words are
     */
    public Path scripts(Path folder) throws IOException, InterruptedException {
        Path modules = installedModules();
        Files.createDirectories(folder);
        copy(sources, folder);
        Path link = folder.resolve("node_modules");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, modules);
        return folder;
    }

    /**
     * The folder of the programs of a Python that has the pinned client and tools.
     *
     * @throws IOException when they cannot be installed
     */
    public Path pythonPrograms() throws IOException, InterruptedException {
        Path requirements = sources.resolve("requirements.txt");
        Path home = Commands.cache().resolve("python-" + fingerprint(requirements));
        Path programs = home.resolve("bin");
        if (!Files.exists(home.resolve(INSTALLED))) {
            System.out.println("installing the Python client and tools in " + home);
            Path log = home.resolve("install.log");
            run(log, "python3", "-m", "venv", "--clear", home.toString());
            run(log, programs.resolve("python").toString(), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-r",
                    requirements.toString());
            Files.createFile(home.resolve(INSTALLED));
        }
        return programs;
    }

    private Path installedModules() throws IOException, InterruptedException {
        Path lock = sources.resolve("package-lock.json");
        Path home = Commands.cache().resolve("node-" + fingerprint(lock));
        if (!Files.exists(home.resolve(INSTALLED))) {
            System.out.println("installing the JavaScript clients in " + home);
            Files.createDirectories(home);
            for (String file : List.of("package.json", "package-lock.json")) {
                Files.copy(sources.resolve(file), home.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
            run(home.resolve("install.log"), "npm", "ci", "--prefix", home.toString(), "--prefer-offline", "--no-audit", "--no-fund",
                    "--ignore-scripts");
            Files.createFile(home.resolve(INSTALLED));
        }
        return home.resolve("node_modules");
    }

    private static void run(Path log, String... command) throws IOException, InterruptedException {
        Commands.run(List.of(command), log, Path.of("/dev/null"));
    }

    private static String fingerprint(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readString(file).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (SCRIPTS_ONLY.contains(folder.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

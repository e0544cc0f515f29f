package dev.perennial.dev.supervision;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Free TCP ports by name, chosen once and remembered in {@code ports.json}; one that somebody else took meanwhile is chosen anew. */
public final class Ports {
    // Below the ranges from which systems take the local ports of outgoing connections: a connection attempt to a port there,
    // while its server restarts, may meet itself and occupy the port.
    private static final int LOWEST = 18_000;
    private static final int HIGHEST = 30_000;
    private static final int ATTEMPTS = 1_000;

    private final Path file;
    private final Map<String, Integer> byName;

    private Ports(Path file, Map<String, Integer> byName) {
        this.file = file;
        this.byName = byName;
    }

    /**
     * Reads the remembered ports. Nothing of the stack may be running, or its own ports look taken.
     *
     * @throws IOException when the file is damaged
     */
    public static Ports in(Path data) throws IOException {
        Path file = data.resolve("ports.json");
        Map<String, Integer> remembered = new TreeMap<>(DataFile.read(file, new TypeReference<Map<String, Integer>>() {}).orElse(Map.of()));
        remembered.values().removeIf(port -> !isFree(port));
        return new Ports(file, remembered);
    }

    /**
     * The port of this name.
     *
     * @throws IOException when no free port is found, or it cannot be remembered
     */
    public int of(String name) throws IOException {
        Integer known = byName.get(name);
        if (known != null) {
            return known;
        }
        int port = choose();
        byName.put(name, port);
        DataFile.write(file, byName);
        return port;
    }

    /** Whether this port can be listened on, on every address of the machine. */
    public static boolean isFree(int port) {
        return canListen(new InetSocketAddress(port)) && canListen(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private int choose() throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!byName.containsValue(port) && isFree(port)) {
                return port;
            }
        }
        throw new IOException("no free TCP port between " + LOWEST + " and " + HIGHEST);
    }

    private static boolean canListen(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true); // Connections of a server that has just ended do not make its port taken.
            socket.bind(address);
            return true;
        } catch (IOException _) {
            return false;
        }
    }
}

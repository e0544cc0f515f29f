package dev.perennial.dev.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/**
 * Says who supervises a data folder. The operating system holds the lock as long as the supervisor lives, however it ends;
 * the pid in the file only tells whom to ask to stop.
 */
final class SupervisorLock implements AutoCloseable {
    private static final String NAME = "supervisor.lock";
    private static final long POLL_MILLIS = 50;
    private static final int ATTEMPTS = 20;

    private final FileChannel channel;

    private SupervisorLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock for this process, unless another one has it. */
    static Optional<SupervisorLock> take(Path data) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(data.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        // Somebody who only looks has the lock for a moment, too: hence several attempts.
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return Optional.of(new SupervisorLock(channel));
            }
            Thread.sleep(POLL_MILLIS);
        }
        channel.close();
        return Optional.empty();
    }

    /** The process that holds the lock, empty when none does. */
    static Optional<Long> holder(Path data) throws IOException {
        Path file = data.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE); FileLock lock = channel.tryLock()) {
            String pid = lock == null ? Files.readString(file, StandardCharsets.US_ASCII) : "";
            return lock == null ? Optional.of(pid.isEmpty() ? 0L : Long.parseLong(pid)) : Optional.empty();
        }
    }

    /** Waits until nobody holds the lock; whether that came to pass. */
    static boolean isFreeWithin(Path data, Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (holder(data).isPresent()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(POLL_MILLIS);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

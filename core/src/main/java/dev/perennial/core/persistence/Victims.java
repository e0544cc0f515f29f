package dev.perennial.core.persistence;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a transaction once more that the database broke off so that others could go on: one of several that waited for each other's locks, or that could not be
 * put in an order. Nothing of it has happened, so once more is as good as the first time; a second time it fails.
 */
final class Victims {
    private static final Logger LOG = LoggerFactory.getLogger(Victims.class);
    private static final Set<String> CHOSEN = Set.of("40P01", "40001");

    /** Lets those go first that waited for the victim's locks: taken again at once, it could be before them and stand in their way once more. */
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private Victims() {}

    static <R> R retried(Supplier<R> transaction) {
        try {
            return transaction.get();
        } catch (RuntimeException failed) {
            if (!isVictim(failed)) {
                throw failed;
            }
            LOG.warn("a transaction that the database broke off is taken again: {}", failed.getMessage());
            LockSupport.parkNanos(PAUSE_NANOS);
            return transaction.get();
        }
    }

    private static boolean isVictim(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && CHOSEN.contains(String.valueOf(refused.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}

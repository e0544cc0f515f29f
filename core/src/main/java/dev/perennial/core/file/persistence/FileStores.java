package dev.perennial.core.file.persistence;

import dev.perennial.core.file.FileStore;
import dev.perennial.core.settings.Settings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;

/** Makes the storage the settings ask for. */
@Factory
final class FileStores {
    @Singleton
    FileStore store(Settings settings, Clock clock) {
        return settings.s3().<FileStore>map(S3FileStore::new).orElseGet(
                () -> new DiskFileStore(Path.of(settings.filesDirectory()), settings.publicUrl().toString(), settings.secret(), clock));
    }
}

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
        var s3 = settings.files().s3();
        return s3 != null
                ? new S3FileStore(s3)
                : new DiskFileStore(Path.of(settings.files().directory()), settings.publicUrl().toString(), settings.secret(), clock);
    }
}

package dev.perennial.api.platform.http;

import java.io.InputStream;
import java.util.function.Supplier;

/** The bytes of a request as they arrive, as an argument of a controller method: for what is too large to be held. */
public final class ByteStream {
    private final Supplier<InputStream> stream;

    ByteStream(Supplier<InputStream> stream) { this.stream = stream; }

    /** The bytes; to be opened once. */
    public InputStream open() {
        return stream.get();
    }
}

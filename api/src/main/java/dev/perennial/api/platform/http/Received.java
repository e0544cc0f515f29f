package dev.perennial.api.platform.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpRequestWrapper;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.body.CloseableByteBody;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/** The request as it came over the wire, below what was put around it. */
public final class Received {
    private Received() {}

    /** The bytes of the body, which is used up by this. */
    static CompletableFuture<byte[]> body(HttpRequest<?> request) {
        return bytes(received(request).byteBody());
    }

    /** The bytes of the body, waited for; who comes later can still read it. */
    public static byte[] copyOfBody(HttpRequest<?> request) {
        try (CloseableByteBody copy = received(request).byteBody().split(ByteBody.SplitBackpressureMode.FASTEST)) {
            return bytes(copy).join();
        }
    }

    /** The body as it comes in, which is used up by this. */
    static InputStream stream(HttpRequest<?> request) {
        return received(request).byteBody().toInputStream();
    }

    private static CompletableFuture<byte[]> bytes(ByteBody body) {
        return body.buffer().thenApply(buffered -> {
            try (buffered) {
                return buffered.toByteArray();
            }
        });
    }

    private static ServerHttpRequest<?> received(HttpRequest<?> request) {
        HttpRequest<?> received = request;
        while (received instanceof HttpRequestWrapper<?> wrapper) {
            received = wrapper.getDelegate();
        }
        if (received instanceof ServerHttpRequest<?> server) {
            return server;
        }
        throw new IllegalStateException("a body was asked of a request that was not received: " + received.getClass());
    }
}

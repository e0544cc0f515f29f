package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One JSON line on the error stream for what should not have happened; nothing is written while all is well. */
final class Problems {
    private Problems() {}

    static void report(String what, Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        ObjectNode line = Json.object().put("at", Instant.now().toString()).put("problem", what).put("trace", trace.toString());
        System.err.println(new String(Json.bytes(line), UTF_8));
    }

    static void report(String what) {
        System.err.println(new String(Json.bytes(Json.object().put("at", Instant.now().toString()).put("problem", what)), UTF_8));
    }
}

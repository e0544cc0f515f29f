package dev.perennial.e2e.conformance.sweep;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * One answer as it came, a line of {@code exchanges.jsonl}.
 *
 * @param client who called: the version of an official client, or {@code http}
 * @param world whose data was asked for; the two worlds have none in common
 * @param type the content type, null when there was none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Answer(String operation, String client, String world, int status, @Nullable String type, String body) {
    String where() {
        return operation + " " + client;
    }
}

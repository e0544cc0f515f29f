package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Answers kept for 24 hours by their key. The answer is part of the transaction it belongs to, so a crash cannot part the two. */
final class Idempotency {
    static final long LIFETIME_SECONDS = 24 * 3600L;

    /** A key in use by one request; closing it lets the next one in. */
    record Claim(Idempotency owner, String id, String fingerprint, String requestId) implements AutoCloseable {
        @Override
        public void close() { owner.running.remove(id); }
    }

    /** An answer given before. */
    record Stored(Answer answer, String requestId) {}

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Store store;

    Idempotency(Store store) { this.store = store; }

    /** @throws ApiError 409 while another request with the key runs */
    Claim claim(String key, Request request, String requestId) {
        if (key.length() > 255) {
            throw ApiError.invalid(null, "An idempotency key has at most 255 characters.", null);
        }
        String id = digest(key);
        if (!running.add(id)) {
            throw new ApiError(409, "invalid_request_error", "idempotency_key_in_use", "Another request with this idempotency key is running.", null);
        }
        return new Claim(this, id, digest(request.method() + request.path() + request.params().canonical()), requestId);
    }

    /** @throws ApiError 400 when the key was used with other parameters */
    @Nullable
    Stored find(Claim claim) {
        ObjectNode note = store.find(Kind.IDEMPOTENCY, claim.id);
        if (note == null || !isFresh(note, store.clock())) {
            return null;
        }
        if (!Json.is(note, "fingerprint", claim.fingerprint)) {
            throw new ApiError(400, "idempotency_error", null, "This idempotency key was used with other parameters or for another call.", null);
        }
        return new Stored(new Answer(note.path("status").asInt(), (ObjectNode) note.path("body")), Json.id(note, "request"));
    }

    void keep(Tx tx, Claim claim, Answer answer) {
        ObjectNode note = Json.object().put("created", tx.now).put("fingerprint", claim.fingerprint).put("request", claim.requestId).put("status",
                answer.status());
        note.set("body", answer.body());
        tx.put(Kind.IDEMPOTENCY, claim.id, note);
    }

    static boolean isFresh(ObjectNode note, Clock clock) {
        return note.path("created").asLong() + LIFETIME_SECONDS > clock.instant().getEpochSecond();
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.perennial.core.customer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what tells who a person is by hashes (spec 06 §1.5): the same person stays the same value, and nobody can read it back. Done twice it has the
 * effect of doing it once.
 */
public final class Anonymization {
    /** When it was done, in the customer's metadata. */
    static final String MARK = "__anonymized_at";
    /** No mail can ever be sent there: the top-level name is reserved for that. */
    static final String DOMAIN = "@anonymized.invalid";

    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TO_THE_MICROSECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'")
            .withZone(ZoneOffset.UTC);
    private static final long NANOS_PER_MICRO = 1_000;

    private Anonymization() {}

    /** The customer without what is personal. A business, recognized by its tax id, keeps its name; documents keep what was printed on them. */
    public static Customer of(Customer customer, Instant now) {
        if (isDone(customer)) {
            return customer;
        }
        Instant created = customer.createdAt();
        Map<String, Object> metadata = new HashMap<>(customer.metadata());
        metadata.put(MARK, now.toString());
        return customer.edit().email(email(customer.email(), created)).verified(false).ownerEmail(email(customer.ownerEmail(), created))
                .name(customer.taxId() == null ? hash(customer.name(), created) : customer.name())
                .billingName(hash(customer.explicitBillingName(), created)).billingAddress(null).metadata(metadata).done(now);
    }

    /** An address as it stands after the customer, or their member, created at this instant, was made anonymous. */
    public static @Nullable String email(@Nullable String email, Instant createdAt) {
        return email == null || email.endsWith(DOMAIN) ? email : hash(email, createdAt) + DOMAIN;
    }

    /** A text about whoever was created at this instant. */
    public static @Nullable String hash(@Nullable String text, Instant createdAt) {
        if (text == null) {
            return null;
        }
        String moment = (createdAt.get(ChronoField.NANO_OF_SECOND) < NANOS_PER_MICRO ? TO_THE_SECOND : TO_THE_MICROSECOND).format(createdAt);
        return HexFormat.of().formatHex(sha256(moment + text));
    }

    /** Whether it was done. */
    public static boolean isDone(Customer customer) {
        String email = customer.email();
        return customer.metadata().containsKey(MARK) || (email != null && email.endsWith(DOMAIN));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package dev.perennial.api.platform.input;

import dev.perennial.core.address.EmailAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The strings of the wire that have an inner form. */
final class Formats {
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern DATE_FORM = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern DATE_TIME_FORM = Pattern
            .compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ]([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?)(Z|z|[+-][0-9]{2}:?[0-9]{2})?)?");

    private Formats() {}

    static @Nullable UUID uuid(String text, Spot spot) {
        if (!UUID_FORM.matcher(text).matches()) {
            return spot.refuse("uuid_parsing", "A UUID is expected here.");
        }
        UUID uuid = UUID.fromString(text);
        return uuid.version() == 4 ? uuid : spot.refuse("uuid_version", "A UUID of version 4 is expected here.", Map.of("expected_version", 4));
    }

    static @Nullable Instant instant(String text, Spot spot) {
        Matcher form = DATE_TIME_FORM.matcher(text.strip());
        if (!form.matches()) {
            return spot.refuse("datetime_parsing", "A date and time such as 2026-01-31T09:30:00Z is expected here.");
        }
        String offset = form.group(3);
        if (offset == null) {
            return spot.refuse("timezone_aware", "The date and time needs an offset, such as Z or +02:00.");
        }
        String colon = offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset.toUpperCase(Locale.ROOT);
        try {
            // Rows keep microseconds: what is read must be what will be read again.
            return OffsetDateTime.parse(form.group(1) + "T" + form.group(2) + colon).toInstant().truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException impossible) {
            return spot.refuse("datetime_parsing", "There is no such date and time: " + impossible.getMessage());
        }
    }

    static @Nullable LocalDate date(String text, Spot spot) {
        if (!DATE_FORM.matcher(text.strip()).matches()) {
            return spot.refuse("date_from_datetime_parsing", "A date such as 2026-01-31 is expected here.");
        }
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeException impossible) {
            return spot.refuse("date_parsing", "There is no such date: " + impossible.getMessage());
        }
    }

    static @Nullable String email(String text, Spot spot) {
        Optional<String> address = EmailAddress.read(text);
        return address.isPresent() ? address.get() : spot.refuseValue("this is not an e-mail address.");
    }
}

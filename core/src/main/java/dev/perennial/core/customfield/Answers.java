package dev.perennial.core.customfield;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers held against the fields that asked (spec 01 §9.3, 02 §4): what was sent is checked and brought into its stored form, keys nobody asked for are
 * dropped, and nothing is stored for a field that was not answered.
 *
 * @param values what is to be stored, by slug
 * @param problems what is wrong, all of it
 */
public record Answers(Map<String, @Nullable Object> values, List<Problem> problems) {
    /** What is wrong with an answer: kind on the wire, the field's slug, a sentence for people. */
    public record Problem(String type, String slug, String message) {}

    /** Whether a field that requires an answer must have one. */
    public enum Completeness { EDITING, FINAL }

    private static final Pattern DATE_TIME = Pattern
            .compile("(\\d{4}-\\d{2}-\\d{2})(?:[Tt ](\\d{2}:\\d{2})(:\\d{2}(?:\\.\\d{1,6})?)?([Zz]|[+-]\\d{2}:?\\d{2})?)?");

    /** The answers among what was sent, or what is wrong with them. */
    public static Answers of(List<CustomField.Attached> asked, Map<String, ? extends @Nullable Object> sent, Completeness completeness) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (CustomField.Attached attached : asked) {
            CustomField field = attached.customField();
            boolean required = attached.required() && completeness == Completeness.FINAL;
            if (!sent.containsKey(field.slug())) {
                if (required) {
                    problems.add(new Problem("missing", field.slug(), "This field is required."));
                }
                continue;
            }
            switch (check(field, sent.get(field.slug()), required)) {
                case Right(var value) -> values.put(field.slug(), value);
                case Wrong(var type, var message) -> problems.add(new Problem(type, field.slug(), message));
            }
        }
        return new Answers(values, problems);
    }

    private sealed interface Checked {}

    private record Right(@Nullable Object value) implements Checked {}

    private record Wrong(String type, String message) implements Checked {}

    private static Checked check(CustomField field, @Nullable Object value, boolean required) {
        if (value == null && !required && field.type() != CustomFieldType.CHECKBOX) {
            return new Right(null);
        }
        CustomField.Properties rules = field.properties();
        return switch (field.type()) {
            case TEXT -> text(value, rules);
            case NUMBER -> number(value, rules);
            case DATE -> date(value, rules);
            case CHECKBOX -> checkbox(value, required);
            case SELECT -> select(value, rules);
        };
    }

    private static Checked text(@Nullable Object value, CustomField.Properties rules) {
        if (!(value instanceof String text)) {
            return new Wrong("string_type", "A string is expected here.");
        }
        int length = text.codePointCount(0, text.length());
        if (rules.minLength() != null && length < rules.minLength()) {
            return new Wrong("string_too_short", "At least " + rules.minLength() + " character(s) are needed.");
        }
        if (rules.maxLength() != null && length > rules.maxLength()) {
            return new Wrong("string_too_long", "No more than " + rules.maxLength() + " character(s) fit.");
        }
        return new Right(text);
    }

    private static Checked number(@Nullable Object value, CustomField.Properties rules) {
        if (!(value instanceof Integer || value instanceof Long)) {
            return new Wrong("int_type", "A whole number is expected here.");
        }
        long number = ((Number) value).longValue();
        int least = rules.ge() == null ? Integer.MIN_VALUE : rules.ge();
        int most = rules.le() == null ? Integer.MAX_VALUE : rules.le();
        if (number < least) {
            return new Wrong("greater_than_equal", "The number must be " + least + " or more.");
        }
        return number > most ? new Wrong("less_than_equal", "The number must be " + most + " or less.") : new Right(number);
    }

    /** Days are compared, so that the last day counts to its end. */
    private static Checked date(@Nullable Object value, CustomField.Properties rules) {
        if (!(value instanceof String text)) {
            return new Wrong("datetime_type", "A date, or a date and time, is expected here.");
        }
        Optional<Stored> stored = stored(text.strip());
        if (stored.isEmpty()) {
            return new Wrong("datetime_parsing", "There is no such date and time.");
        }
        LocalDate day = stored.get().day();
        if (rules.ge() != null && day.isBefore(dayOf(rules.ge()))) {
            return new Wrong("greater_than_equal", "The date must not be before " + dayOf(rules.ge()) + ".");
        }
        if (rules.le() != null && day.isAfter(dayOf(rules.le()))) {
            return new Wrong("less_than_equal", "The date must not be after " + dayOf(rules.le()) + ".");
        }
        return new Right(stored.get().text());
    }

    private static LocalDate dayOf(int unixSeconds) { return Instant.ofEpochSecond(unixSeconds).atOffset(ZoneOffset.UTC).toLocalDate(); }

    /** A date and time as it is kept, and the day it falls on in UTC. */
    private record Stored(String text, LocalDate day) {}

    private static Optional<Stored> stored(String text) {
        var form = DATE_TIME.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String time = form.group(2) == null ? "00:00:00" : form.group(2) + (form.group(3) == null ? ":00" : form.group(3));
        String local = form.group(1) + "T" + time;
        String offset = form.group(4);
        try {
            if (offset == null) {
                return Optional.of(new Stored(local, LocalDateTime.parse(local).toLocalDate()));
            }
            String zone = offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset.toUpperCase(java.util.Locale.ROOT);
            var instant = OffsetDateTime.parse(local + zone).withOffsetSameInstant(ZoneOffset.UTC);
            return Optional.of(new Stored(local + zone, instant.toLocalDate()));
        } catch (DateTimeException _) {
            return Optional.empty(); // Such as the 30th of February.
        }
    }

    private static Checked checkbox(@Nullable Object value, boolean required) {
        if (!(value instanceof Boolean ticked)) {
            return new Wrong("bool_type", "A boolean is expected here.");
        }
        return required && !ticked ? new Wrong("literal_error", "Nobody buys without ticking this.") : new Right(ticked);
    }

    private static Checked select(@Nullable Object value, CustomField.Properties rules) {
        List<CustomField.Option> options = rules.options() == null ? List.of() : rules.options();
        return options.stream().anyMatch(option -> option.value().equals(value))
                ? new Right(value)
                : new Wrong("literal_error", "One of " + options.stream().map(CustomField.Option::value).toList() + " is expected here.");
    }
}

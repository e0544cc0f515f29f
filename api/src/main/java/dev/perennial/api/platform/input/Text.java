package dev.perennial.api.platform.input;

import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A string. It is first brought into form (trimmed, cased), then held against its bounds. Lengths count characters as people do, not UTF-16 units. */
public final class Text extends Value<String> {
    static final Text ANY = new Text(UnaryOperator.identity(), 0, Integer.MAX_VALUE, null, Blank.IS_TEXT);

    private enum Blank { IS_TEXT, IS_NULL }

    private final UnaryOperator<String> form;
    private final int minimum;
    private final int maximum;
    private final @Nullable Pattern pattern;
    private final Blank blank;

    private Text(UnaryOperator<String> form, int minimum, int maximum, @Nullable Pattern pattern, Blank blank) {
        this.form = form;
        this.minimum = minimum;
        this.maximum = maximum;
        this.pattern = pattern;
        this.blank = blank;
    }

    /** Without white space around it. */
    public Text trimmed() {
        return formed(String::strip);
    }

    /** In lower case. */
    public Text lowerCase() {
        return formed(text -> text.toLowerCase(Locale.ROOT));
    }

    /** In upper case. */
    public Text upperCase() {
        return formed(text -> text.toUpperCase(Locale.ROOT));
    }

    /** Trimmed, and taken for {@code null} when nothing is left. */
    public Text blankAsNull() {
        return new Text(text -> form.apply(text).strip(), minimum, maximum, pattern, Blank.IS_NULL);
    }

    /** Between so many and so many characters, both included. */
    public Text length(int least, int most) {
        return new Text(form, least, most, pattern, blank);
    }

    /** At least so many characters. */
    public Text atLeast(int least) {
        return length(least, maximum);
    }

    /** At most so many characters. */
    public Text atMost(int most) {
        return length(minimum, most);
    }

    /** Matching the expression as a whole. */
    public Text matching(String regularExpression) {
        return new Text(form, minimum, maximum, Pattern.compile(regularExpression), blank);
    }

    private Text formed(UnaryOperator<String> further) {
        return new Text(text -> further.apply(form.apply(text)), minimum, maximum, pattern, blank);
    }

    @Override
    @Nullable
    String read(Spot spot) {
        if (!spot.node().isTextual()) {
            return spot.refuse("string_type", "A string is expected here.");
        }
        String text = form.apply(spot.node().textValue());
        if (blank == Blank.IS_NULL && text.isEmpty()) {
            return null;
        }
        int length = text.codePointCount(0, text.length());
        if (length < minimum) {
            return spot.refuse("string_too_short", "At least " + minimum + " character(s) are needed.", Map.of("min_length", minimum));
        }
        if (length > maximum) {
            return spot.refuse("string_too_long", "No more than " + maximum + " character(s) fit.", Map.of("max_length", maximum));
        }
        if (pattern != null && !pattern.matcher(text).matches()) {
            return spot.refuse("string_pattern_mismatch", "The string must match '" + pattern + "'.", Map.of("pattern", pattern.pattern()));
        }
        return text;
    }

    @Override
    ObjectNode describe() {
        ObjectNode schema = Schemas.of("string");
        // What is taken for null when it is blank may well be shorter than the bound.
        if (minimum > 0 && blank == Blank.IS_TEXT) {
            schema.put("minLength", minimum);
        }
        if (maximum < Integer.MAX_VALUE) {
            schema.put("maxLength", maximum);
        }
        return pattern == null
                ? schema
                : schema.put("pattern", pattern.pattern().contains("|") ? "^(?:" + pattern.pattern() + ")$" : "^" + pattern.pattern() + "$");
    }
}

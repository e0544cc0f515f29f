package dev.perennial.core.persistence;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Writes JSON with the spelling of ECMAScript's {@code JSON.stringify}, whatever the values are serialized by (WEB-1). */
final class WireGenerator extends JsonGeneratorDelegate {
    private WireGenerator(JsonGenerator json) {
        super(json, false);
    }

    static JsonFactory factory() {
        return new JsonFactoryBuilder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).characterEscapes(new Escapes())
                .addDecorator((_, json) -> new WireGenerator(json)).build();
    }

    @Override
    public void writeNumber(long number) throws IOException { write(WireNumber.of(number)); }

    @Override
    public void writeNumber(BigInteger number) throws IOException { write(WireNumber.of(new BigDecimal(number))); }

    @Override
    public void writeNumber(double number) throws IOException { write(WireNumber.of(number)); }

    /** As the decimal it is written as, not as the double of its bits. */
    @Override
    public void writeNumber(float number) throws IOException { write(WireNumber.of(Double.parseDouble(Float.toString(number)))); }

    @Override
    public void writeNumber(BigDecimal number) throws IOException { write(WireNumber.of(number)); }

    @Override
    public void writeNumber(String number) throws IOException { write(WireNumber.of(new BigDecimal(number))); }

    @Override
    public void writeNumber(char[] number, int offset, int length) throws IOException { writeNumber(new String(number, offset, length)); }

    @Override
    public void writeArray(long[] numbers, int offset, int length) throws IOException {
        writeStartArray(numbers, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(numbers[i]);
        }
        writeEndArray();
    }

    @Override
    public void writeArray(double[] numbers, int offset, int length) throws IOException {
        writeStartArray(numbers, length);
        for (int i = offset; i < offset + length; i++) {
            writeNumber(numbers[i]);
        }
        writeEndArray();
    }

    /** Half of a surrogate pair is escaped. No name has any: what a merchant sends is refused with them. */
    @Override
    public void writeString(@Nullable String text) throws IOException {
        if (text == null || text.codePoints().noneMatch(WireGenerator::isHalf)) {
            super.writeString(text);
        } else {
            super.writeRawValue(quoted(text));
        }
    }

    private void write(String spelled) throws IOException { super.writeNumber(spelled); }

    private static boolean isHalf(int codePoint) { return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE; }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(codePoint -> {
            if (isHalf(codePoint)) {
                quoted.append(String.format("\\u%04x", codePoint));
            } else {
                String character = Character.toString(codePoint);
                SerializableString escaped = codePoint < ' ' || codePoint == '"' || codePoint == '\\' ? Escapes.of(codePoint) : null;
                quoted.append(escaped == null ? character : escaped.getValue());
            }
        });
        return quoted.append('"').toString();
    }

    /** Control characters with lower-case digits; all else stands for itself but what every JSON escapes. */
    private static final class Escapes extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final String SHORT = "\b\t\n\f\r\"\\";
        private static final String SHORT_LETTERS = "btnfr\"\\";
        private final int[] codes = standardAsciiEscapesForJSON();

        Escapes() {
            for (int c = 0; c < ' '; c++) {
                codes[c] = SHORT.indexOf(c) < 0 ? ESCAPE_CUSTOM : codes[c];
            }
        }

        @Override
        public int[] getEscapeCodesForAscii() { return codes.clone(); }

        @Override
        public @Nullable SerializableString getEscapeSequence(int c) { return c < ' ' ? of(c) : null; }

        static SerializableString of(int c) {
            int at = SHORT.indexOf(c);
            return new SerializedString(at < 0 ? String.format("\\u%04x", c) : "\\" + SHORT_LETTERS.charAt(at));
        }
    }
}

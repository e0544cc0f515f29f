package dev.perennial.core.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.perennial.core.Seed;
import dev.perennial.dev.supervision.Commands;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves the product is what {@code JSON.stringify(JSON.parse(it))} makes of it (WEB-1, WEB-2). */
class WireJsonTest {
    private static final int DOCUMENTS = 3_000;
    private static final int DEEPEST = 4;
    private static final List<String> KEYS = List.of("0", "7", "10", "007", "-1", "1.5", "4294967294", "4294967295", "99999999999", "", "a", "é",
            "__proto__", "\u2028",
            "toString", "B", "\u001f\"\\/");
    private static final String CHARACTERS = "aé/\"\\\b\t\n\f\r\0\u001f\u007f\u0085\u2028\u2029\ufeff\uffff";
    private static final String SCRIPT = """
            const lines = require("node:fs").readFileSync(process.argv[1], "utf8").split("\\n").filter(Boolean);
            const changed = lines.filter((line) => JSON.stringify(JSON.parse(line)) !== line);
            for (const line of changed.slice(0, 10)) console.log(`${line}\\n  becomes\\n${JSON.stringify(JSON.parse(line))}`);
            console.log(`${lines.length} lines, ${changed.length} changed`);
            """;

    private final Json json = new Json();

    record View(String firstName, Object metadata) {}

    @Test
    void isSpelledInOneWay() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("b", 1.0);
        metadata.put("10", new BigDecimal("0.10"));
        metadata.put("9", 1e2);
        metadata.put("a", List.of(1e21, 1e-7, Long.MAX_VALUE, BigInteger.TEN.pow(30), 0.1f));
        assertThat(json.writeForWire(new View("\u0000\u001f\b\t\n\f\r\"\\/\u007f\u2028", metadata)))
                .isEqualTo("{\"first_name\":\"\\u0000\\u001f\\b\\t\\n\\f\\r\\\"\\\\/\u007f\u2028\","
                        + "\"metadata\":{\"9\":100,\"10\":0.1,\"a\":[1e+21,1e-7,9223372036854776000,1e+30,0.1],\"b\":1}}");
        assertThat(json.writeForWire(List.of("\ud83d\ude00 \ude00\u001f\" \ud83d"))).isEqualTo("[\"\ud83d\ude00 \\ude00\\u001f\\\" \\ud83d\"]");
    }

    /** An answer is written as bytes, a webhook as text. */
    @Test
    void bytesAreThoseOfTheText() throws IOException {
        Map<String, String> characters = Map.of("\ud83d\ude00", CHARACTERS + "\ud83d\ude00", "a", "\ud83d\ude00".repeat(9_000), "b",
                CHARACTERS.repeat(9_000));
        assertThat(new String(Json.wireMapper().writeValueAsBytes(characters), UTF_8)).isEqualTo(json.writeForWire(characters));
    }

    /** The database keeps neither the order of keys nor the digits that were sent. */
    @Test
    void isTheSameForWhatWasSentAndWhatWasRead() {
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("zz", 1e21);
        sent.put("b", 0.1);
        sent.put("2", 100L);
        sent.put("aaa", 1e-7);
        Map<String, Object> read = json.readMap("{\"2\": 100.0, \"b\": 0.10, \"zz\": 1000000000000000000000, \"aaa\": 0.00000010}");
        assertThat(json.writeForWire(read)).isEqualTo(json.writeForWire(sent)).isEqualTo("{\"2\":100,\"aaa\":1e-7,\"b\":0.1,\"zz\":1e+21}");
    }

    @Test
    void whatWeKeepOurselvesIsExact() {
        assertThat(json.write(Map.of("n", Long.MAX_VALUE))).isEqualTo("{\"n\":9223372036854775807}");
    }

    @Test
    void survivesParsingAndWritingByNode(@TempDir Path folder) {
        Path node = Commands.onPath("node").orElse(null);
        if (node == null) {
            if ("true".equals(System.getenv("CI"))) {
                fail("node is not on the PATH");
            }
            abort("node is not on the PATH");
        }
        Seed.run(random -> {
            List<String> lines = new ArrayList<>();
            for (int document = 0; document < DOCUMENTS; document++) {
                lines.add(json.writeForWire(Map.of("data", value(random, 0))));
            }
            assertThat(said(node, folder, lines)).isEqualTo(DOCUMENTS + " lines, 0 changed\n");
        });
    }

    private static String said(Path node, Path folder, List<String> lines) {
        try {
            Path documents = Files.write(folder.resolve("documents"), lines, UTF_8);
            Path output = folder.resolve("output");
            Process process = new ProcessBuilder(node.toString(), "-e", SCRIPT, documents.toString()).redirectErrorStream(true)
                    .redirectOutput(output.toFile()).start();
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return Files.readString(output);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException failed) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failed);
        }
    }

    private static Object value(RandomGenerator random, int depth) {
        return switch (random.nextInt(depth < DEEPEST ? 8 : 6)) {
            case 0 -> Double.valueOf(number(random));
            case 1 -> new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(-20, 40));
            case 2 -> Long.valueOf(random.nextLong() >> random.nextInt(64));
            case 3 -> Boolean.valueOf(random.nextBoolean());
            case 4, 5 -> text(random);
            case 6 -> list(random, depth);
            default -> object(random, depth);
        };
    }

    private static double number(RandomGenerator random) {
        double number = switch (random.nextInt(4)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> random.nextInt(1_000_000) / 100.0;
            case 2 -> Double.longBitsToDouble(random.nextInt(10_000)); // The smallest there are.
            default -> Math.scalb(1.0, random.nextInt(-1_074, 1_024));
        };
        return Double.isFinite(number) ? number : 0;
    }

    private static String text(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(6); length > 0; length--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(' '));
                case 1 -> text.append((char) random.nextInt(Character.MIN_SURROGATE, Character.MAX_SURROGATE + 1));
                case 2 -> text.appendCodePoint(random.nextInt(Character.MIN_SUPPLEMENTARY_CODE_POINT, Character.MAX_CODE_POINT + 1));
                default -> text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
        }
        return text.toString();
    }

    private static List<Object> list(RandomGenerator random, int depth) {
        List<Object> list = new ArrayList<>();
        for (int size = random.nextInt(4); size > 0; size--) {
            list.add(value(random, depth + 1));
        }
        return list;
    }

    private static Map<String, @Nullable Object> object(RandomGenerator random, int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int size = random.nextInt(8); size > 0; size--) {
            object.put(Seed.pick(random, KEYS), random.nextInt(8) == 0 ? null : value(random, depth + 1));
        }
        return object;
    }
}

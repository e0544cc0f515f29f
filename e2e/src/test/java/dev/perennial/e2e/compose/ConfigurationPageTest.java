package dev.perennial.e2e.compose;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The reference of the settings says what the code does. */
class ConfigurationPageTest {
    private static final String PAGE = Project.text("docs/configuration.md");
    /** A row of a table: variable, default, meaning, example. */
    private static final Pattern ROW = Pattern.compile("^\\| `(" + Settings.PREFIX + "[A-Z_]+)` \\| (.+?) \\| (.+) \\| (.+) \\|$", Pattern.MULTILINE);

    private record Row(String variable, String fallback, String example) {}

    private static List<Row> rows() {
        return ROW.matcher(PAGE).results().map(row -> new Row(row.group(1), row.group(2), row.group(4))).toList();
    }

    @Test
    void describesEachVariableOnceAndNoOther() {
        assertThat(rows().stream().map(Row::variable)).containsExactlyInAnyOrderElementsOf(Variables.names());
        assertThat(Pattern.compile(Settings.PREFIX + "[A-Z_]+").matcher(PAGE).results().map(found -> found.group()))
                .allMatch(Variables.names()::contains);
    }

    @Test
    void saysWhatAVariableIsWithoutBeingSet() throws ReflectiveOperationException {
        Map<String, String> expected = new TreeMap<>();
        Variables.required().forEach(name -> expected.put(name, "required"));
        Variables.defaults().forEach((name, value) -> expected.put(name, value.isEmpty() ? "empty" : "`" + value + "`"));

        assertThat(rows().stream().collect(toMap(Row::variable, Row::fallback))).isEqualTo(expected);
    }

    @Test
    void givesExamplesThatAreAccepted() {
        Map<String, String> examples = rows().stream().collect(toMap(Row::variable, row -> row.example().replace("`", "")));

        assertThat(Settings.of(examples)).isNotNull();
    }

    @Test
    void isTrueAboutWhatIsRefused() {
        Map<String, String> environment = new HashMap<>();
        environment.put(Settings.PREFIX + "COLOUR", "green");
        environment.put("COLOUR", "green");

        assertThat(Variables.complaintsAbout(environment)).contains(Settings.PREFIX + "COLOUR is unknown").contains("docs/configuration.md")
                .contains(Variables.required());
    }
}

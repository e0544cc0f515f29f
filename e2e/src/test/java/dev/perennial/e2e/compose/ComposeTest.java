package dev.perennial.e2e.compose;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.settings.Settings;
import dev.perennial.workflows.SearchAttributes;
import io.temporal.common.SearchAttributeKey;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComposeTest {
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:\\d+\\.\\d+[A-Za-z0-9._-]*");
    private static final ComposeFile COMPOSE = ComposeFile.read();

    static Stream<String> services() { return COMPOSE.services().stream(); }

    static Stream<String> applications() {
        return services().filter(service -> COMPOSE.environment(service).keySet().stream().anyMatch(name -> name.startsWith(Settings.PREFIX)));
    }

    @Test
    void runsTheProductAndAllItNeeds() {
        assertThat(services()).contains("api", "worker", "postgres", "temporal", "temporal-ui");
        assertThat(applications()).containsExactlyInAnyOrder("api", "worker", "bootstrap", "owner", "cases");
    }

    @ParameterizedTest
    @MethodSource("applications")
    void letsTheOperatorDecideAllThatTheCodeAsksAbout(String service) {
        Map<String, String> environment = COMPOSE.environment(service);

        assertThat(environment.keySet()).isEqualTo(Variables.names());
        assertThat(environment).extractingByKeys(Variables.required().toArray(String[]::new)).doesNotContain("");
    }

    @ParameterizedTest
    @MethodSource("applications")
    void leavesTheDefaultsToTheCode(String service) {
        Map<String, String> environment = COMPOSE.environment(service);
        Map<String, String> least = new HashMap<>(environment);
        least.keySet().removeIf(name -> !Variables.required().contains(name) && !COMPOSE.isDemanded(service, name));

        assertThat(Settings.of(environment)).isEqualTo(Settings.of(least));
    }

    @ParameterizedTest
    @MethodSource("applications")
    void pointsTheProductAtItsOwnServices(String service) {
        Settings settings = Settings.of(COMPOSE.environment(service));
        URI database = URI.create(settings.databaseUrl().substring("jdbc:".length()));
        Map<String, String> postgres = COMPOSE.environment(database.getHost());
        URI temporal = URI.create("grpc://" + settings.temporalAddress());

        assertThat(database.getPort()).isEqualTo(5432);
        assertThat(database.getPath()).isEqualTo("/" + postgres.get("POSTGRES_DB"));
        assertThat(settings.databaseUser()).isEqualTo(postgres.get("POSTGRES_USER"));
        assertThat(settings.databasePassword()).isEqualTo(postgres.get("POSTGRES_PASSWORD"));
        assertThat(COMPOSE.service(temporal.getHost()).path("image").asText()).startsWith("temporalio/server:");
        assertThat(temporal.getPort()).isEqualTo(7233);
        assertThat(COMPOSE.environment("temporal-namespace")).containsEntry("NAMESPACE", settings.temporalNamespace())
                .containsEntry("TEMPORAL_ADDRESS", settings.temporalAddress());
        assertThat(COMPOSE.environment("temporal-ui")).containsEntry("TEMPORAL_DEFAULT_NAMESPACE", settings.temporalNamespace())
                .containsEntry("TEMPORAL_ADDRESS", settings.temporalAddress());
    }

    @Test
    void publishesThePortThatTheApiListensOn() {
        int port = Settings.of(COMPOSE.environment("api")).apiPort();

        assertThat(COMPOSE.list("api", "ports")).containsExactly("127.0.0.1:" + port + ":" + port);
        assertThat(COMPOSE.list("worker", "ports")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("services")
    void pinsEveryImage(String service) {
        assertThat(COMPOSE.service(service).path("image").asText()).matches(PINNED).doesNotContain("latest");
    }

    @Test
    void runsTheTemporalThatIsDevelopedWith() {
        String local = Project.text("temporal-dev/src/main/java/dev/perennial/dev/temporal/GoProgram.java");

        assertThat(local).contains("\"v" + tag("temporal") + "\"").contains("\"v" + tag("temporal-ui") + "\"");
        assertThat(List.of(tag("temporal-schema"), tag("temporal-namespace"))).containsOnly(tag("temporal"));
    }

    @Test
    void callsItsOwnImagesByTheVersionOfTheProject() {
        assertThat(applications().map(ComposeTest::tag)).containsOnly(Pom.of("pom.xml").version());
    }

    @ParameterizedTest
    @MethodSource("services")
    void mountsOnlyWhatIsThere(String service) {
        for (String mount : COMPOSE.list(service, "volumes")) {
            String source = mount.substring(0, mount.indexOf(':'));
            if (source.startsWith("./")) {
                assertThat(Project.file(source)).exists();
            } else {
                assertThat(COMPOSE.volumes()).contains(source);
            }
        }
    }

    @Test
    void keepsTheDataOfBothDatabasesAndTheFilesInVolumes() {
        assertThat(services().flatMap(service -> COMPOSE.list(service, "volumes").stream()).filter(mount -> !mount.startsWith("./")))
                .containsExactlyInAnyOrder("postgres:/var/lib/postgresql", "temporal-postgres:/var/lib/postgresql", "files:/files");
    }

    @Test
    void knowsWhetherEveryServiceIsWell() {
        assertThat(services().filter(service -> COMPOSE.service(service).path("restart").asText().equals("unless-stopped"))
                .filter(service -> COMPOSE.service(service).path("build").isMissingNode())
                .filter(service -> COMPOSE.service(service).path("healthcheck").path("test").isEmpty())).isEmpty();
    }

    @Test
    void registersTheSearchAttributesOfTheCode() throws IllegalAccessException {
        List<String> names = new ArrayList<>();
        for (Field field : SearchAttributes.class.getFields()) {
            if (field.get(null) instanceof SearchAttributeKey<?> key) {
                names.add(key.getName());
            }
        }

        assertThat(names).isNotEmpty();
        assertThat(Project.text("deploy/temporal/namespace.sh")).contains("attributes=\"" + String.join(" ", names) + "\"");
    }

    @Test
    void keepsNoSecretInTheFile() {
        assertThat(services().flatMap(service -> {
            Map<String, String> environment = COMPOSE.environment(service);
            return environment.keySet().stream().filter(name -> name.matches(".*(PASSWORD|PWD|SECRET|API_KEY)"))
                    .filter(name -> !environment.getOrDefault(name, "").isEmpty()).filter(not(name -> COMPOSE.isDemanded(service, name)));
        })).isEmpty();
    }

    @Test
    void hasAnExampleOfEverythingItAsksFor() throws Exception {
        var example = new Properties();
        try (var reader = Files.newBufferedReader(Project.file(".env.example"))) {
            example.load(reader);
        }
        var names = new TreeSet<>(example.stringPropertyNames());

        assertThat(names).containsAll(COMPOSE.demanded()).isSubsetOf(COMPOSE.asked());
        assertThat(COMPOSE.demanded().stream().map(name -> example.getProperty(name, ""))).as("secrets nobody may keep").containsOnly("");
    }

    private static String tag(String service) {
        String image = COMPOSE.service(service).path("image").asText();
        return image.substring(image.indexOf(':') + 1);
    }
}

package dev.perennial.e2e.compose;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.core.settings.Settings;
import io.micronaut.http.annotation.Controller;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

class DockerfileTest {
    private static final ComposeFile COMPOSE = ComposeFile.read();

    @Test
    void coversEveryImageThatComposeBuilds() {
        Stream<String> built = COMPOSE.services().stream().map(service -> COMPOSE.service(service).path("build").path("dockerfile").asText())
                .filter(path -> !path.isEmpty());

        assertThat(built).containsExactlyInAnyOrder("api/Dockerfile", "worker/Dockerfile")
                .allSatisfy(path -> assertThat(Project.file(path)).exists());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void copiesWhatTheBuildMakes(String module) {
        Dockerfile dockerfile = Dockerfile.read(module + "/Dockerfile");
        Pom pom = Pom.of(module + "/pom.xml");
        String jar = module + "/target/" + pom.artifactId() + "-*.jar";
        String libraries = pom.libraries().replace("${project.build.directory}", module + "/target");

        assertThat(dockerfile.sources()).containsExactlyInAnyOrder(jar, libraries, "deploy/health");
        assertThat(Project.text(".dockerignore").lines()).contains("!" + jar, "!" + libraries, "!deploy/health");
        assertThat(Project.file("deploy/health")).isExecutable();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void standsOnAPinnedImageAsNobodySpecial(String module) {
        Dockerfile dockerfile = Dockerfile.read(module + "/Dockerfile");

        assertThat(dockerfile.image()).matches("eclipse-temurin:25\\.\\d+\\.\\d+_\\d+-jre-[a-z]+");
        assertThat(Integer.parseInt(dockerfile.user())).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void startsWhatIsThere(String module) throws ReflectiveOperationException {
        List<String> command = Dockerfile.read(module + "/Dockerfile").entrypoint();

        assertThat(command.getFirst()).isEqualTo("java");
        assertStarts(command, module);
    }

    @Test
    void startsTheSetUpProgramThatIsThere() throws ReflectiveOperationException {
        List<String> command = COMPOSE.list("bootstrap", "entrypoint");

        assertThat(COMPOSE.service("bootstrap").path("image")).isEqualTo(COMPOSE.service("api").path("image"));
        assertStarts(command, "api");
    }

    @ParameterizedTest
    @CsvSource({"api", "worker"})
    void asksForHealthWhereItIsTold(String module) {
        Dockerfile dockerfile = Dockerfile.read(module + "/Dockerfile");
        Settings settings = Settings.of(COMPOSE.environment(module));
        int port = module.equals("api") ? settings.apiPort() : settings.workerPort();
        String path = module.equals("api") ? healthOfTheApi() : healthOfTheWorker();

        assertThat(dockerfile.port()).isEqualTo(port);
        assertThat(dockerfile.healthCheck()).containsExactly("/app/health", "" + port, path);
    }

    private static void assertStarts(List<String> command, String module) throws ReflectiveOperationException {
        var main = Class.forName(command.getLast()).getMethod("main", String[].class);

        assertThat(Modifier.isStatic(main.getModifiers())).isTrue();
        assertThat(command.get(command.indexOf("-cp") + 1)).isEqualTo("/app/" + module + ".jar:/app/lib/*");
    }

    /** The API has a controller for it. */
    private static String healthOfTheApi() {
        try {
            return Objects.requireNonNull(Class.forName("dev.perennial.api.platform.http.HealthController").getAnnotation(Controller.class)).value();
        } catch (ClassNotFoundException gone) {
            throw new AssertionError("the API tells its health no more", gone);
        }
    }

    /** The worker has the framework's endpoint, which is off unless its configuration says otherwise. */
    private static String healthOfTheWorker() {
        JsonNode configuration = new ObjectMapper().valueToTree(new Yaml().load(Project.text("worker/src/main/resources/application.yml")));
        assertThat(configuration.at("/endpoints/health/enabled").asBoolean()).isTrue();
        assertThat(configuration.at("/endpoints/all/path").isMissingNode()).isTrue();
        return "/" + Objects.requireNonNull(HealthEndpoint.class.getAnnotation(Endpoint.class)).value();
    }
}

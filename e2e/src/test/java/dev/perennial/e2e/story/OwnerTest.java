package dev.perennial.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.dev.stack.StackFile;
import dev.perennial.e2e.stack.LocalStackForTests;
import dev.perennial.e2e.stack.Ran;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first owner of an installation: made by the command, signed in by the code that comes by mail. */
@ExtendWith(LocalStackForTests.Given.class)
class OwnerTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    @AutoClose
    final HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final String email = "owner-" + UUID.randomUUID() + "@example.com";

    @Test
    void anOwnerSignsInByTheCodeInTheMail(LocalStackForTests stack) throws Exception {
        StackFile here = stack.read();
        Ran owner = stack.perennial("owner", Duration.ofMinutes(2), email, "Engines " + email.substring(0, 14));
        assertThat(owner.exitCode()).as(owner.output()).isZero();
        assertThat(owner.output()).contains("signs in at " + here.api() + "/login").doesNotContain("INFO");

        assertThat(post(here, "/v1/login-code/request", "{\"email\": \"%s\"}".formatted(email)).statusCode()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> mails(here).size() == 1);
        String code = mails(here).get(0).path("subject").asText().replaceFirst(".*: ", "");
        var signedIn = post(here, "/v1/login-code/authenticate", "{\"email\": \"%s\", \"code\": \"%s\"}".formatted(email, code));
        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(200);
        JsonNode me = get(here.api() + "/v1/users/me");
        assertThat(me.path("email").asText()).isEqualTo(email);
        assertThat(me.path("organizations")).singleElement().satisfies(one -> assertThat(one.path("role").asText()).isEqualTo("owner"));

        Ran again = stack.perennial("owner", Duration.ofMinutes(2), email, "Engines " + email.substring(0, 14));
        assertThat(again.exitCode()).as("an organization of that name is there").isNotZero();
    }

    private JsonNode mails(StackFile here) throws IOException, InterruptedException {
        return get(here.inbox() + "/api/messages?to=" + email);
    }

    private JsonNode get(String address) throws IOException, InterruptedException {
        return JSON.readTree(browser.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private HttpResponse<String> post(StackFile here, String path, String body) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(URI.create(here.api() + path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }
}

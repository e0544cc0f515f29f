package dev.perennial.api.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Values;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an application shows of itself: its name, and its secret unless it has none.
 *
 * @param isBasic whether it came in the header meant for that, rather than in the form
 */
record ClientCredentials(String clientId, @Nullable String secret, boolean isBasic) {
    /** What came in the form, for whoever does not use the header. */
    record InForm(Optional<String> clientId, Optional<String> secret) {
        static InForm read(Fields in) {
            return new InForm(in.optional("client_id", Values.text()), in.optional("client_secret", Values.text()));
        }
    }

    /** What an application showed; nothing when it does not say who it is. */
    static Optional<ClientCredentials> of(HttpRequest<?> request, InForm form) {
        Optional<ClientCredentials> basic = Optional.ofNullable(request.getHeaders().get(HttpHeaders.AUTHORIZATION))
                .flatMap(ClientCredentials::basic);
        return basic.or(() -> form.clientId().map(id -> new ClientCredentials(id, form.secret().orElse(null), false)));
    }

    /** Both parts are encoded as in a form before they are joined (RFC 6749 §2.3.1). */
    private static Optional<ClientCredentials> basic(String header) {
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(6).strip()), UTF_8);
            int colon = pair.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(new ClientCredentials(URLDecoder.decode(pair.substring(0, colon), UTF_8),
                            URLDecoder.decode(pair.substring(colon + 1), UTF_8), true));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}

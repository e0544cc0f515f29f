package dev.perennial.api.oauth;

import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.perennial.api.oauth.ClientCredentials.InForm;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.oauth.OAuthToken;
import dev.perennial.core.oauth.OAuthTokens;
import dev.perennial.core.oauth.OAuthTokens.Part;
import dev.perennial.core.settings.Settings;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where applications get, end and ask about tokens. */
@Controller("/v1/oauth2")
@Consumes(MediaType.ALL)
class TokenController {
    private static final Value<TokenForm> TOKEN = objectOf(TokenForm::read);

    private final Applications applications;
    private final TokenDesk desk;
    private final OAuthTokens tokens;
    private final Settings settings;
    private final Clock clock;

    TokenController(Applications applications, TokenDesk desk, OAuthTokens tokens, Settings settings, Clock clock) {
        this.applications = applications;
        this.desk = desk;
        this.tokens = tokens;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A token somebody wants to end or know about.
     *
     * @param hint which token it probably is: only a hint, both are tried where it may help
     */
    private record TokenForm(InForm client, String token, Optional<String> hint) {
        static Supplier<TokenForm> read(Fields in) {
            var client = InForm.read(in);
            var token = in.required("token", text());
            var hint = in.optional("token_type_hint", text());
            return () -> new TokenForm(client, token.get(), hint);
        }

        Stream<Part> parts() {
            return switch (hint.orElse("")) {
                case "" -> Stream.of(Part.ACCESS, Part.REFRESH);
                case "access_token" -> Stream.of(Part.ACCESS);
                case "refresh_token" -> Stream.of(Part.REFRESH);
                default -> throw new OAuthError(HttpStatus.UNAUTHORIZED, "unsupported_token_type", "There is no such kind of token.");
            };
        }
    }

    /** A pair of tokens, and by which of them it was found. */
    private record Found(OAuthToken token, Part part) {}

    @Post("/token")
    @Access(subjects = Subject.ANONYMOUS)
    @Status(HttpStatus.OK)
    @Operation("oauth2:request_token")
    HttpResponse<TokenView> token(HttpRequest<?> request, Body body) {
        TokenRequest asked = OAuthForm.read(request, body, TokenRequest.ANY);
        OAuthClient client = applications.authenticate(ClientCredentials.of(request, asked.client()));
        return unstored(desk.grant(client, asked));
    }

    /** Nothing to say. */
    record RevokedView() {}

    /** Ends a pair of tokens. Nothing is told about tokens that are unknown or another application's. */
    @Post("/revoke")
    @Access(subjects = Subject.ANONYMOUS)
    @Status(HttpStatus.OK)
    @Operation("oauth2:revoke_token")
    HttpResponse<RevokedView> revoke(HttpRequest<?> request, Body body) {
        TokenForm form = OAuthForm.read(request, body, TOKEN);
        OAuthClient client = applications.authenticateBySecret(ClientCredentials.of(request, form.client()));
        find(client, form).ifPresent(found -> tokens.revoke(found.token().id()));
        return unstored(new RevokedView());
    }

    /**
     * What a token is good for.
     *
     * @param organizations ids of those it was narrowed to; empty means all of the person's
     * @param exp seconds since 1970
     * @param iat seconds since 1970
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record IntrospectionView(boolean active, @Nullable String clientId, @Nullable Kind tokenType, @Nullable String scope, @Nullable SubType subType,
            @Nullable String sub, @Nullable List<String> organizations, @Nullable String aud, @Nullable String iss, @Nullable Long exp,
            @Nullable Long iat) {
        /** What kind of token was asked about. */
        enum Kind { ACCESS_TOKEN, REFRESH_TOKEN }

        static final IntrospectionView INACTIVE = new IntrospectionView(false, null, null, null, null, null, null, null, null, null, null);
    }

    /** Tells an application about its own token; every other token looks inactive. */
    @Post("/introspect")
    @Access(subjects = Subject.ANONYMOUS)
    @Status(HttpStatus.OK)
    @Operation("oauth2:introspect_token")
    HttpResponse<IntrospectionView> introspect(HttpRequest<?> request, Body body) {
        TokenForm form = OAuthForm.read(request, body, TOKEN);
        OAuthClient client = applications.authenticateBySecret(ClientCredentials.of(request, form.client()));
        return unstored(find(client, form).map(found -> view(client, found)).orElse(IntrospectionView.INACTIVE));
    }

    private Optional<Found> find(OAuthClient client, TokenForm form) {
        Function<Part, Optional<Found>> by = part -> tokens.find(part, form.token()).map(token -> new Found(token, part));
        return form.parts().map(by).flatMap(Optional::stream).filter(found -> found.token().clientId().equals(client.id())).findFirst();
    }

    /** An access token that has ended is inactive; the refresh token beside it lives on. */
    private IntrospectionView view(OAuthClient client, Found found) {
        OAuthToken token = found.token();
        if (found.part() == Part.ACCESS && !token.expiresAt().isAfter(clock.instant())) {
            return IntrospectionView.INACTIVE;
        }
        boolean user = token.userId() != null;
        return new IntrospectionView(true, client.clientId(),
                found.part() == Part.ACCESS ? IntrospectionView.Kind.ACCESS_TOKEN : IntrospectionView.Kind.REFRESH_TOKEN, token.scopes().toString(),
                user ? SubType.USER : SubType.ORGANIZATION, Objects.toString(user ? token.userId() : token.organizationId()),
                token.organizations().stream().map(Objects::toString).sorted().toList(), client.clientId(), settings.publicUrl().toString(),
                token.expiresAt().getEpochSecond(), token.createdAt().getEpochSecond());
    }

    private static <T> HttpResponse<T> unstored(T view) {
        return HttpResponse.ok(view).header("Cache-Control", "no-store").header("Pragma", "no-cache");
    }
}

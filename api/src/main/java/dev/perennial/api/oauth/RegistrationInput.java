package dev.perennial.api.oauth;

import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.literal;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.field.Types;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.Patch;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.oauth.OAuthClient.AuthMethod;
import dev.perennial.core.oauth.OAuthClient.GrantType;
import dev.perennial.core.oauth.OAuthClient.Registration;
import dev.perennial.core.oauth.RedirectUri;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an application says about itself. What has a default falls back to it whenever it is left out; the addresses of a registered one stay. */
record RegistrationInput(String name, List<String> redirectUris, AuthMethod authMethod, Set<GrantType> grantTypes, ScopeSet scopes,
        Patch<String> clientUri, Patch<String> logoUri, Patch<String> tosUri, Patch<String> policyUri) {
    static final ScopeSet GRANTABLE = ScopeSet.of(Arrays.stream(Scope.values()).filter(Scope::isGrantable).toArray(Scope[]::new));
    private static final List<GrantType> BOTH = List.of(GrantType.values());
    private static final Value<ScopeSet> SCOPES = text().map(RegistrationInput::grantable);
    private static final int LONGEST_NAME = 256;

    static Supplier<RegistrationInput> read(Fields in) {
        var redirectUris = in.required("redirect_uris", listOf(text().atLeast(1).map(RedirectUri::checked)));
        var authMethod = in.orElse("token_endpoint_auth_method", oneOf(AuthMethod.class), AuthMethod.CLIENT_SECRET_POST);
        var grantTypes = in.orElse("grant_types", listOf(oneOf(GrantType.class)), BOTH);
        in.orElse("response_types", listOf(literal("code")), List.of());
        var scopes = in.orElse("scope", SCOPES, GRANTABLE);
        var name = in.required("client_name", text().trimmed().length(1, LONGEST_NAME));
        var clientUri = in.patch("client_uri", text());
        var logoUri = in.patch("logo_uri", Types.WEB_ADDRESS);
        var tosUri = in.patch("tos_uri", Types.WEB_ADDRESS);
        var policyUri = in.patch("policy_uri", Types.WEB_ADDRESS);
        // Tokens always act for a person: what an application wishes for here changes nothing.
        in.orElse("default_sub_type", oneOf(SubType.class), SubType.USER);
        return () -> new RegistrationInput(name.get(), redirectUris.get(), authMethod, Set.copyOf(grantTypes), scopes, clientUri, logoUri, tosUri,
                policyUri);
    }

    /** The whole registration; what was not said is taken from the one before. */
    Registration over(@Nullable Registration before) {
        return new Registration(name, redirectUris, authMethod, grantTypes, scopes, over(clientUri, before == null ? null : before.clientUri()),
                over(logoUri, before == null ? null : before.logoUri()), over(tosUri, before == null ? null : before.tosUri()),
                over(policyUri, before == null ? null : before.policyUri()));
    }

    private static @Nullable String over(Patch<String> said, @Nullable String before) {
        return switch (said) {
            case Patch.Keep<String> _ -> before;
            case Patch.Clear<String> _ -> null;
            case Patch.Replace<String>(var value) -> value;
        };
    }

    private static ScopeSet grantable(String names) {
        for (String name : names.strip().split("\\s+")) {
            if (!Scope.find(name).map(Scope::isGrantable).orElse(name.isEmpty())) {
                throw new IllegalArgumentException("'" + name + "' is no scope an application can have");
            }
        }
        return ScopeSet.parse(names);
    }

    /** A change of a registration: the same again, with the public name of the application. */
    record Update(String clientId, RegistrationInput said) {
        static Supplier<Update> read(Fields in) {
            var said = RegistrationInput.read(in);
            var clientId = in.required("client_id", text());
            return () -> new Update(clientId.get(), said.get());
        }
    }
}

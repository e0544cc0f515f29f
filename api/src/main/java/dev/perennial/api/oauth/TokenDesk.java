package dev.perennial.api.oauth;

import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.core.identity.Credentials;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.Staff;
import dev.perennial.core.identity.User;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.Users;
import dev.perennial.core.oauth.RedirectUri;
import dev.perennial.core.oauth.AuthorizationCode;
import dev.perennial.core.oauth.AuthorizationCodes;
import dev.perennial.core.oauth.AuthorizationCodes.Redemption;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.oauth.OAuthClient.GrantType;
import dev.perennial.core.oauth.OAuthToken;
import dev.perennial.core.oauth.OAuthTokens;
import dev.perennial.core.oauth.OAuthTokens.Issued;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives applications their tokens (spec 01 §5.4). */
@Singleton
class TokenDesk {
    private final AuthorizationCodes codes;
    private final OAuthTokens tokens;
    private final Users users;
    private final Staff staff;
    private final Credentials credentials;
    private final IdTokens idTokens;
    private final TransactionOperations<Connection> transactions;
    private final Clock clock;

    TokenDesk(AuthorizationCodes codes, OAuthTokens tokens, Users users, Staff staff, Credentials credentials, IdTokens idTokens,
            TransactionOperations<Connection> transactions, Clock clock) {
        this.codes = codes;
        this.tokens = tokens;
        this.users = users;
        this.staff = staff;
        this.credentials = credentials;
        this.idTokens = idTokens;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @throws OAuthError if there is nothing to be had for what was shown */
    TokenView grant(OAuthClient client, TokenRequest request) {
        // What was used up stays used up when the answer is a refusal: refusals are values until the transaction has ended.
        return transactions.executeWrite(_ -> switch (request) {
            case TokenRequest.ByCode byCode -> byCode(client, byCode);
            case TokenRequest.ByRefresh byRefresh -> byRefresh(client, byRefresh);
            case TokenRequest.BySession bySession -> bySession(client, bySession);
        }).get();
    }

    private Supplier<TokenView> byCode(OAuthClient client, TokenRequest.ByCode request) {
        requireGrant(client, GrantType.AUTHORIZATION_CODE);
        return switch (codes.redeem(client.id(), request.code())) {
            case Redemption.Unknown _ -> refusal("invalid_grant", "The code is unknown, expired or another application's.");
            case Redemption.Replayed(var codeId) -> {
                tokens.revokeOfCode(codeId);
                yield refusal("invalid_grant", "The code was used before.");
            }
            case Redemption.Redeemed(var code) -> redeemed(client, request, code);
        };
    }

    private Supplier<TokenView> redeemed(OAuthClient client, TokenRequest.ByCode request, AuthorizationCode code) {
        if (!request.redirectUri().map(RedirectUri::spelled).map(code.redirectUri()::equals).orElse(false)) {
            return refusal("invalid_grant", "The redirect_uri is not the one the code was sent to.");
        }
        boolean proven = code.challenge() == null
                ? request.verifier().isEmpty()
                : request.verifier().filter(code.challenge()::isMetBy).isPresent();
        Optional<User> user = users.find(code.userId());
        if (!proven || user.isEmpty()) {
            return refusal("invalid_grant", "The code_verifier does not fit the code.");
        }
        ScopeSet scopes = client.registration().scopes().intersection(code.consent().scopes());
        Issued issued = tokens.issue(
                token(client, code.userId(), code.id(), scopes, code.consent().organizations(), OAuthToken.FIRST_LIFETIME),
                client.registration().grantTypes().contains(GrantType.REFRESH_TOKEN));
        @Nullable
        String idToken = scopes.scopes().contains(Scope.OPENID) ? idTokens.sign(client, user.get(), scopes, code.nonce()) : null;
        return answer(issued, idToken);
    }

    private Supplier<TokenView> byRefresh(OAuthClient client, TokenRequest.ByRefresh request) {
        requireGrant(client, GrantType.REFRESH_TOKEN);
        OAuthToken old = tokens.takeByRefresh(client.id(), request.refreshToken()).orElse(null);
        UUID user = old == null ? null : ownerOf(old).filter(id -> users.find(id).isPresent()).orElse(null);
        if (old == null || user == null) {
            return refusal("invalid_grant", "The refresh token is unknown, used or revoked.");
        }
        ScopeSet kept = client.registration().scopes().intersection(old.scopes());
        ScopeSet scopes = request.scope().map(asked -> kept.intersection(ScopeSet.parse(asked))).orElse(kept);
        Set<UUID> organizations = old.organizationId() == null ? old.organizations() : Set.of(old.organizationId());
        return answer(tokens.issue(token(client, user, old.codeId(), scopes, organizations, OAuthToken.LATER_LIFETIME), true), null);
    }

    /** An organization's grant of the past goes on as its only member's, narrowed to it; nobody can say whose it is when there are several. */
    private Optional<UUID> ownerOf(OAuthToken old) {
        if (old.organizationId() == null) {
            return Optional.ofNullable(old.userId());
        }
        var members = staff.of(old.organizationId());
        return members.size() == 1 ? Optional.of(members.getFirst().userId()) : Optional.empty();
    }

    private Supplier<TokenView> bySession(OAuthClient client, TokenRequest.BySession request) {
        if (!client.firstParty()) {
            return refusal("unauthorized_client", "Sessions are exchanged by the operator's own applications only.");
        }
        UserCaller user = credentials.resolveSession(request.sessionToken()).orElse(null);
        if (user == null) {
            return refusal("invalid_grant", "The session is unknown or over.");
        }
        Set<UUID> organizations = Set.of();
        if (request.subType() == SubType.ORGANIZATION) {
            UUID chosen = request.sub().filter(user::reaches).orElse(null);
            if (chosen == null) {
                return refusal("invalid_sub", "The organization is not among the person's.");
            }
            organizations = Set.of(chosen);
        }
        ScopeSet registered = client.registration().scopes();
        ScopeSet scopes = request.scope().map(asked -> registered.intersection(ScopeSet.parse(asked))).orElse(registered);
        return answer(tokens.issue(token(client, user.userId(), null, scopes, organizations, OAuthToken.LATER_LIFETIME), false), null);
    }

    private OAuthToken token(OAuthClient client, UUID user, @Nullable UUID code, ScopeSet scopes, Set<UUID> organizations, Duration life) {
        Instant now = clock.instant();
        return new OAuthToken(UUID.randomUUID(), now, client.id(), user, null, code, scopes, organizations, now.plus(life));
    }

    private static Supplier<TokenView> answer(Issued issued, @Nullable String idToken) {
        OAuthToken token = issued.token();
        TokenView view = new TokenView(issued.accessToken(), "Bearer", Duration.between(token.createdAt(), token.expiresAt()).toSeconds(),
                issued.refreshToken(), token.scopes().toString(), idToken);
        return () -> view;
    }

    private static Supplier<TokenView> refusal(String error, String description) {
        return () -> {
            throw OAuthError.badRequest(error, description);
        };
    }

    private static void requireGrant(OAuthClient client, GrantType type) {
        if (!client.registration().grantTypes().contains(type)) {
            throw OAuthError.badRequest("unauthorized_client", "The application did not register for this grant.");
        }
    }
}

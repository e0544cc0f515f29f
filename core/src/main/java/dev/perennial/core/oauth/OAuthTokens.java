package dev.perennial.core.oauth;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tokens of applications. A pair that was revoked is not found any more. */
public interface OAuthTokens {
    /** Which of a pair is meant. */
    enum Part { ACCESS, REFRESH }

    /** Stores a new pair, or an access token alone. */
    Issued issue(OAuthToken token, boolean refreshable);

    /** A pair by one of its tokens, expired or not. */
    Optional<OAuthToken> find(Part part, String token);

    /** Ends the pair of a refresh token and hands it over: to one caller, whoever comes first. */
    Optional<OAuthToken> takeByRefresh(UUID clientId, String refreshToken);

    /** Ends a pair at once. */
    void revoke(UUID id);

    /** Ends everything that came from a code. */
    void revokeOfCode(UUID codeId);

    /** A new pair: the only time its tokens are seen in clear. */
    record Issued(OAuthToken token, String accessToken, @Nullable String refreshToken) {}
}

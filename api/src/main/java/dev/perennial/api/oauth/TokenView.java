package dev.perennial.api.oauth;

import org.jspecify.annotations.Nullable;

/**
 * New tokens.
 *
 * @param expiresIn seconds until the access token ends
 * @param refreshToken null where the grant comes without one
 * @param idToken signed facts about the person, when the scope {@code openid} was granted
 */
record TokenView(String accessToken, String tokenType, long expiresIn, @Nullable String refreshToken, String scope, @Nullable String idToken) {}

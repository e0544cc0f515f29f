/**
 * OAuth 2.0 and OpenID Connect (spec 01 §5): registration of applications, consent in the browser, the token endpoint with its companions, discovery and
 * signed identity tokens. Owns the protocol's messages; leaves what is stored to {@code core.oauth} and signing in to {@code api.identity}.
 */
@NullMarked
package dev.perennial.api.oauth;

import org.jspecify.annotations.NullMarked;

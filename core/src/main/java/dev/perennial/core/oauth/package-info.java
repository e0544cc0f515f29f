/**
 * Access that people give to applications (OAuth 2.0 and OpenID Connect, spec 01 §5): registered applications, consents, authorization codes, the pairs of
 * access and refresh tokens, proof keys and the rules of redirection. Owns what these are and how long they live; leaves the protocol's messages, pages and
 * signatures to {@code api}, and who a token's owner is to {@code identity}.
 */
@NullMarked
package dev.perennial.core.oauth;

import org.jspecify.annotations.NullMarked;

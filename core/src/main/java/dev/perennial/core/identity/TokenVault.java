package dev.perennial.core.identity;

/** Makes new tokens, and the only form in which they are stored and looked up. */
public interface TokenVault {
    /** A new token from strong randomness. */
    Token generate(TokenKind kind);

    /** The keyed hash of a secret, as 64 hexadecimal digits: looking it up in an index tells an onlooker nothing about the secret. */
    String hash(String secret);

    /** Whether this is the hash of the secret, found out in constant time. */
    default boolean matches(String hash, String secret) {
        return new TokenHash(hash).matches(new TokenHash(hash(secret)));
    }
}

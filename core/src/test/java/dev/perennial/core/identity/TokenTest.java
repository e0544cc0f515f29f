package dev.perennial.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.Seed;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
    private static final String ALL_A = "polar_oat_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA2qTV0e";

    @ParameterizedTest
    @CsvSource({"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, 2qTV0e", "abcdefghijklmnopqrstuvwxyz0123456789Z, 2uC2oT"})
    void endsWithAChecksumOfItsRandomPart(String body, String checksum) {
        assertThat(Token.checksum(body)).isEqualTo(checksum);
    }

    @RepeatedTest(100)
    void isRandomAndCarriesItsKindAndChecksum() {
        Seed.run(random -> {
            TokenKind kind = Seed.pick(random, List.of(TokenKind.values()));
            Token token = Token.generate(kind, random);
            String rest = token.value().substring(kind.prefix().length());
            assertThat(rest).matches("[A-Za-z0-9]{43}").endsWith(Token.checksum(rest.substring(0, 37)));
            assertThat(TokenKind.find(token.value())).contains(kind);
            assertThat(Token.generate(kind, random)).isNotEqualTo(token);
        });
    }

    @Test
    void isMadeFromStrongRandomness() {
        assertThat(Token.generate(TokenKind.CUSTOMER_SESSION, new SecureRandom()).value()).matches("polar_cst_[A-Za-z0-9]{43}");
    }

    @Test
    void noPrefixBeginsAnother() {
        assertThat(TokenKind.values()).allSatisfy(
                kind -> assertThat(Arrays.stream(TokenKind.values()).filter(other -> other.prefix().startsWith(kind.prefix())))
                        .containsExactly(kind));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "polar_", "polar_xyz_AAAA", "Polar_oat_AAAA", "whsec_AAAA"})
    void knowsNoKindOfAStrangeValue(String value) {
        assertThat(TokenKind.find(value)).isEmpty();
    }

    @Test
    void staysOutOfLogs() {
        assertThat(new Token(TokenKind.ORGANIZATION_ACCESS, ALL_A)).hasToString("polar_oat_…");
    }

    @Test
    void cannotClaimAnotherKind() {
        assertThatThrownBy(() -> new Token(TokenKind.PERSONAL_ACCESS, ALL_A)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isStoredAsAKeyedHash() {
        TokenHash hash = TokenHash.of(ALL_A, "super secret jwt secret");
        assertThat(hash).isEqualTo(new TokenHash("afe936a0cc4e7590cfdcdeae04e65b79fa0c187c6bdb95d50c2a8e9c23a536f6"));
        assertThat(hash.matches(TokenHash.of(ALL_A, "super secret jwt secret"))).isTrue();
        assertThat(hash.matches(TokenHash.of(ALL_A, "another secret"))).isFalse();
        assertThat(hash.matches(TokenHash.of(ALL_A + "x", "super secret jwt secret"))).isFalse();
    }

    @Test
    void needsASecretForItsHash() {
        assertThatThrownBy(() -> TokenHash.of(ALL_A, "")).isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.perennial.core.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.core.oauth.Challenge.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
    /** The example of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @Test
    void isMetByWhatItWasMadeOf() {
        assertThat(new Challenge(CHALLENGE, Method.S256).isMetBy(VERIFIER)).isTrue();
        assertThat(new Challenge(CHALLENGE, Method.S256).isMetBy(CHALLENGE)).isFalse();
        assertThat(new Challenge(VERIFIER, Method.PLAIN).isMetBy(VERIFIER)).isTrue();
        assertThat(new Challenge(VERIFIER, Method.PLAIN).isMetBy(VERIFIER + "x")).isFalse();
        assertThat(new Challenge(VERIFIER, Method.PLAIN).isMetBy("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX+"})
    void hasAFormOfItsOwn(String value) {
        assertThatThrownBy(() -> new Challenge(value, Method.S256)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hasTwoMethods() {
        assertThat(Method.of("plain")).isEqualTo(Method.PLAIN);
        assertThat(Method.of("S256")).isEqualTo(Method.S256);
        assertThatThrownBy(() -> Method.of("s256")).isInstanceOf(IllegalArgumentException.class);
    }
}

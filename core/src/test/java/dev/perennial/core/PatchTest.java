package dev.perennial.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatchTest {
    @Test
    void keepsClearsOrReplaces() {
        assertThat(Patch.<String>keep().appliedTo("old")).isEqualTo("old");
        assertThat(Patch.<String>keep().appliedTo(null)).isNull();
        assertThat(Patch.<String>clear().appliedTo("old")).isNull();
        assertThat(Patch.replace("new").appliedTo("old")).isEqualTo("new");
    }

    @Test
    void convertsOnlyAValue() {
        assertThat(Patch.replace("12").map(Integer::valueOf)).isEqualTo(Patch.replace(12));
        assertThat(Patch.<String>clear().map(Integer::valueOf)).isEqualTo(Patch.<Integer>clear());
        assertThat(Patch.<String>keep().map(Integer::valueOf)).isEqualTo(Patch.<Integer>keep());
    }
}

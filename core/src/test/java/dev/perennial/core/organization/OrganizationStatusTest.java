package dev.perennial.core.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrganizationStatusTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource(textBlock = """
            # status,    payments, renewals, payouts, refunds, api, may become
            CREATED,     false,    false,    false,   false,   true,  REVIEW ACTIVE DENIED BLOCKED
            REVIEW,      true,     true,     true,    true,    true,  CREATED SNOOZED ACTIVE DENIED OFFBOARDING BLOCKED
            SNOOZED,     true,     true,     true,    true,    true,  CREATED REVIEW ACTIVE DENIED BLOCKED
            ACTIVE,      true,     true,     true,    true,    true,  CREATED REVIEW DENIED BLOCKED
            DENIED,      false,    false,    false,   false,   true,  CREATED ACTIVE OFFBOARDING BLOCKED
            OFFBOARDING, true,     true,     false,   true,    true,  REVIEW DENIED OFFBOARDED BLOCKED
            OFFBOARDED,  false,    false,    true,    false,   true,  BLOCKED
            BLOCKED,     false,    false,    false,   false,   false, CREATED ACTIVE""")
    void permitsWhatTheTableSays(OrganizationStatus status, boolean payments, boolean renewals, boolean payouts, boolean refunds, boolean api,
            String next) {
        assertThat(status.takesCheckoutPayments()).isEqualTo(payments);
        assertThat(status.renewsSubscriptions()).isEqualTo(renewals);
        assertThat(status.paysOut()).isEqualTo(payouts);
        assertThat(status.refunds()).isEqualTo(refunds);
        assertThat(status.usesApi()).isEqualTo(api);
        assertThat(Arrays.stream(OrganizationStatus.values()).filter(status::mayBecome).map(Enum::name))
                .containsExactlyInAnyOrder(next.strip().split(" "));
    }

    @Test
    void aMoveThatIsNotInTheTableIsRefused() {
        Organization gone = Organization.founded(UUID.randomUUID(), NOW, "Acme", "acme", OrganizationStatus.OFFBOARDED);
        assertThatThrownBy(() -> gone.movedTo(OrganizationStatus.ACTIVE, NOW)).isInstanceOf(InvalidStatusTransition.class)
                .hasMessageContaining("offboarded");
    }

    @Test
    void aConfirmedReviewDoublesTheThreshold() {
        Standing standing = Standing.fresh(OrganizationStatus.ACTIVE, NOW);
        for (long expected : new long[]{10_000, 20_000, 40_000}) {
            standing = standing.movedTo(OrganizationStatus.REVIEW, NOW).movedTo(OrganizationStatus.ACTIVE, NOW);
            assertThat(standing.nextReviewThreshold()).isEqualTo(expected);
        }
        assertThat(standing.movedTo(OrganizationStatus.DENIED, NOW).movedTo(OrganizationStatus.ACTIVE, NOW).nextReviewThreshold()).isEqualTo(40_000);
    }
}

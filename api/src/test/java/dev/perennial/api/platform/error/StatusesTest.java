package dev.perennial.api.platform.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusesTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            PaymentError,                400
            Unauthorized,                401
            PaymentActionRequired,       402
            AlreadyCanceledSubscription, 403
            ResourceNotFound,            404
            PaymentAlreadyInProgress,    409
            ExpiredCheckoutError,        410
            OrderNotDraft,               412
            OrderNotEligibleForRetry,    422
            ManualRetryLimitExceeded,    429
            TimeoutLockError,            500
            PayoutAccountSyncFailed,     503
            """)
    void knowsTheStatusOfEveryIdentifier(String identifier, int status) {
        assertThat(Statuses.of(identifier).getCode()).isEqualTo(status);
    }

    @Test
    void takesAnIdentifierItDoesNotKnowForAMistake() {
        assertThatThrownBy(() -> Statuses.of("Surprise")).isInstanceOf(IllegalStateException.class).hasMessageContaining("Surprise");
    }
}

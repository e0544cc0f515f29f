package dev.perennial.core.oauth;

import java.util.Optional;
import java.util.UUID;

/** The codes on their way from browsers to applications. */
public interface AuthorizationCodes {
    /**
     * Makes a code.
     *
     * @return the code in clear, for the only time; nothing when its nonce was used before
     */
    Optional<String> issue(AuthorizationCode code);

    /** Whether an application has used a nonce already. */
    boolean isUsed(UUID clientId, String nonce);

    /**
     * Uses a code up, whatever comes of it.
     *
     * @param clientId whose code it has to be; another application's code is left alone
     */
    Redemption redeem(UUID clientId, String code);

    /** What came of a redemption. */
    sealed interface Redemption {
        /** It was good until now. */
        record Redeemed(AuthorizationCode code) implements Redemption {}

        /** Somebody was here before: one of the two is a thief. */
        record Replayed(UUID codeId) implements Redemption {}

        /** There is no such code, or it is too old. */
        record Unknown() implements Redemption {}
    }
}

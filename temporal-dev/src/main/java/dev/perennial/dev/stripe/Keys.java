package dev.perennial.dev.stripe;

import org.jspecify.annotations.Nullable;

/** Which secret key the account has: any, until a test orders one. */
final class Keys {
    private volatile @Nullable String only;

    /** From now on only this key is right; null for any. */
    void accept(@Nullable String key) { only = key; }

    boolean accepts(String key) {
        String wanted = only;
        return wanted == null ? key.startsWith("sk_") || key.startsWith("rk_") : key.equals(wanted);
    }
}

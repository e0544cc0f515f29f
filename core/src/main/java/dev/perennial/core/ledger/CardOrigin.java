package dev.perennial.core.ledger;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a payment method is charged at the dearer rate of cards from abroad. */
public enum CardOrigin {
    DOMESTIC, INTERNATIONAL;

    private static final Set<String> WITH_ISSUING_COUNTRY = Set.of("card", "link");
    private static final String KOREAN_CARD = "kr_card";
    private static final String HOME_COUNTRY = "US";

    /**
     * The origin as the processor describes a payment method.
     *
     * @param methodType the processor's type of method, such as {@code card}
     * @param issuingCountry upper-case ISO code of a card's issuer; null when it isn't known, which costs the merchant nothing
     */
    public static CardOrigin of(String methodType, @Nullable String issuingCountry) {
        boolean issuedAbroad = WITH_ISSUING_COUNTRY.contains(methodType) && issuingCountry != null && !issuingCountry.equals(HOME_COUNTRY);
        return issuedAbroad || methodType.equals(KOREAN_CARD) ? INTERNATIONAL : DOMESTIC;
    }
}

package dev.perennial.dev.stripe;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documented test cards: by number, by {@code pm_card_*} and by {@code tok_*}. */
final class Cards {
    /** name | number | brand | country | funding | 3-D Secure | saving | charging | refunding. A dash leaves the usual. */
    private static final String TABLE = """
            visa|4242424242424242|visa|US|credit|-|-|-|-
            visa_debit|4000056655665556|visa|US|debit|-|-|-|-
            mastercard|5555555555554444|mastercard|US|credit|-|-|-|-
            mastercard_2series|2223003122003222|mastercard|US|credit|-|-|-|-
            mastercard_debit|5200828282828210|mastercard|US|debit|-|-|-|-
            mastercard_prepaid|5105105105105100|mastercard|US|prepaid|-|-|-|-
            amex|378282246310005|amex|US|credit|NONE|-|-|-
            amex_2|371449635398431|amex|US|credit|NONE|-|-|-
            discover|6011111111111117|discover|US|credit|-|-|-|-
            diners|3056930009020004|diners|US|credit|-|-|-|-
            jcb|3566002020360505|jcb|JP|credit|-|-|-|-
            unionpay|6200000000000005|unionpay|CN|credit|-|-|-|-
            ar|4000000320000021|visa|AR|credit|-|-|-|-
            br|4000000760000002|visa|BR|credit|-|-|-|-
            ca|4000001240000000|visa|CA|credit|-|-|-|-
            mx|4000004840008001|visa|MX|credit|-|-|-|-
            ae|4000007840000001|visa|AE|credit|-|-|-|-
            at|4000000400000008|visa|AT|credit|-|-|-|-
            be|4000000560000004|visa|BE|credit|-|-|-|-
            bg|4000001000000000|visa|BG|credit|-|-|-|-
            ch|4000007560000009|visa|CH|credit|-|-|-|-
            cy|4000001960000008|visa|CY|credit|-|-|-|-
            cz|4000002030000002|visa|CZ|credit|-|-|-|-
            de|4000002760000016|visa|DE|credit|-|-|-|-
            dk|4000002080000001|visa|DK|credit|-|-|-|-
            ee|4000002330000009|visa|EE|credit|-|-|-|-
            es|4000007240000007|visa|ES|credit|-|-|-|-
            fi|4000002460000001|visa|FI|credit|-|-|-|-
            fr|4000002500000003|visa|FR|credit|-|-|-|-
            gb|4000008260000000|visa|GB|credit|-|-|-|-
            gb_debit|4000058260000005|visa|GB|debit|-|-|-|-
            gr|4000003000000030|visa|GR|credit|-|-|-|-
            hr|4000001910000009|visa|HR|credit|-|-|-|-
            hu|4000003480000005|visa|HU|credit|-|-|-|-
            ie|4000003720000005|visa|IE|credit|-|-|-|-
            it|4000003800000008|visa|IT|credit|-|-|-|-
            nl|4000005280000002|visa|NL|credit|-|-|-|-
            no|4000005780000007|visa|NO|credit|-|-|-|-
            pl|4000006160000005|visa|PL|credit|-|-|-|-
            pt|4000006200000007|visa|PT|credit|-|-|-|-
            ro|4000006420000001|visa|RO|credit|-|-|-|-
            se|4000007520000008|visa|SE|credit|-|-|-|-
            au|4000000360000006|visa|AU|credit|-|-|-|-
            cn|4000001560000002|visa|CN|credit|-|-|-|-
            hk|4000003440000004|visa|HK|credit|-|-|-|-
            in|4000003560000008|visa|IN|credit|-|-|-|-
            jp|4000003920000003|visa|JP|credit|-|-|-|-
            my|4000004580000002|visa|MY|credit|-|-|-|-
            nz|4000005540000008|visa|NZ|credit|-|-|-|-
            sg|4000007020000003|visa|SG|credit|-|-|-|-
            visa_chargeDeclined|4000000000000002|visa|US|credit|-|generic_decline|generic_decline|-
            visa_chargeDeclinedInsufficientFunds|4000000000009995|visa|US|credit|-|insufficient_funds|insufficient_funds|-
            visa_chargeDeclinedLostCard|4000000000009987|visa|US|credit|-|lost_card|lost_card|-
            visa_chargeDeclinedStolenCard|4000000000009979|visa|US|credit|-|stolen_card|stolen_card|-
            chargeDeclinedExpiredCard|4000000000000069|visa|US|credit|-|expired_card|expired_card|-
            chargeDeclinedIncorrectCvc|4000000000000127|visa|US|credit|-|incorrect_cvc|incorrect_cvc|-
            chargeDeclinedProcessingError|4000000000000119|visa|US|credit|-|processing_error|processing_error|-
            visa_chargeDeclinedVelocityLimitExceeded|4000000000006975|visa|US|credit|-|card_velocity_exceeded|card_velocity_exceeded|-
            radarBlock|4100000000000019|visa|US|credit|-|-|fraudulent|-
            chargeCustomerFail|4000000000000341|visa|US|credit|-|-|generic_decline|-
            threeDSecure2Required|4000000000003220|visa|IE|credit|REQUIRED|-|-|-
            threeDSecureRequired|4000008400000027|visa|US|credit|REQUIRED|-|-|-
            threeDSecureRequiredChargeDeclined|4000008400001629|visa|US|credit|REQUIRED|-|generic_decline|-
            threeDSecureRequiredProcessingError|4000008400001280|visa|US|credit|REQUIRED|-|processing_error|-
            threeDSecureOptional|4000000000003055|visa|US|credit|OPTIONAL|-|-|-
            authenticationRequired|4000002760003184|visa|DE|credit|ALWAYS|-|-|-
            authenticationRequiredOnSetup|4000002500003155|visa|FR|credit|UNLESS_SET_UP|-|-|-
            authenticationRequiredSetupForOffSession|4000003800000446|visa|IT|credit|SET_UP|-|-|-
            authenticationRequiredChargeDeclinedInsufficientFunds|4000008260003178|visa|GB|credit|SET_UP|-|insufficient_funds|-
            pendingRefund|4000000000007726|visa|US|credit|-|-|-|PENDING_THEN_SUCCEEDS
            refundFail|4000000000005126|visa|US|credit|-|-|-|SUCCEEDS_THEN_FAILS
            """;
    /** Other names in circulation for the cards above. */
    private static final Map<String, String> ALIASES = Map.ofEntries(Map.entry("us", "visa"), Map.entry("chargeDeclined", "visa_chargeDeclined"),
            Map.entry("chargeDeclinedInsufficientFunds", "visa_chargeDeclinedInsufficientFunds"),
            Map.entry("chargeDeclinedLostCard", "visa_chargeDeclinedLostCard"),
            Map.entry("chargeDeclinedStolenCard", "visa_chargeDeclinedStolenCard"),
            Map.entry("chargeDeclinedVelocityLimitExceeded", "visa_chargeDeclinedVelocityLimitExceeded"),
            Map.entry("visa_chargeDeclinedExpiredCard", "chargeDeclinedExpiredCard"),
            Map.entry("visa_chargeDeclinedIncorrectCvc", "chargeDeclinedIncorrectCvc"),
            Map.entry("visa_chargeDeclinedProcessingError", "chargeDeclinedProcessingError"),
            Map.entry("visa_chargeCustomerFail", "chargeCustomerFail"), Map.entry("amex_threeDSecureNotSupported", "amex"),
            Map.entry("uk", "gb"));
    private static final Map<String, Card> BY_NAME = read();
    private static final Map<String, Card> BY_NUMBER = byNumber();

    private Cards() {}

    static Collection<Card> all() { return BY_NAME.values(); }

    /** A card by the part of its id after {@code pm_card_} or {@code tok_}. */
    static @Nullable Card byName(String name) {
        return BY_NAME.get(ALIASES.getOrDefault(name, name));
    }

    /** @throws IllegalStateException when a stored card is not in the table any more */
    static Card stored(String name) {
        Card card = BY_NAME.get(name);
        if (card == null) {
            throw new IllegalStateException("unknown test card " + name);
        }
        return card;
    }

    /** @throws ApiError 402 for a number that is no card's, or a real card's */
    static Card byNumber(String number, String param) {
        String digits = number.replace(" ", "");
        Card card = BY_NUMBER.get(digits);
        if (card != null) {
            return card;
        }
        if (!digits.matches("\\d{12,19}") || !isLuhn(digits)) {
            throw ApiError.card("incorrect_number", "This is not a valid card number.", param);
        }
        throw ApiError.card("card_declined", "Only test cards work here; this number is not one of them.", param).with("decline_code",
                "test_mode_live_card");
    }

    static boolean isLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    private static Map<String, Card> read() {
        Map<String, Card> cards = new LinkedHashMap<>();
        TABLE.lines().map(line -> line.strip().split("\\|")).forEach(cell -> cards.put(cell[0],
                new Card(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5].equals("-") ? Card.Secure.SUPPORTED : Card.Secure.valueOf(cell[5]),
                        cell[6].equals("-") ? null : cell[6], cell[7].equals("-") ? null : cell[7],
                        cell[8].equals("-") ? Card.Refunding.SUCCEEDS : Card.Refunding.valueOf(cell[8].toUpperCase(Locale.ROOT)))));
        return cards;
    }

    private static Map<String, Card> byNumber() {
        Map<String, Card> cards = new HashMap<>();
        BY_NAME.values().forEach(card -> cards.put(card.number(), card));
        return cards;
    }
}

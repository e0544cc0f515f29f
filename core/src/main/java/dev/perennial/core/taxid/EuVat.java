package dev.perennial.core.taxid;

import static dev.perennial.core.taxid.CheckDigits.digit;
import static dev.perennial.core.taxid.CheckDigits.endsIn;
import static dev.perennial.core.taxid.CheckDigits.luhn;
import static dev.perennial.core.taxid.CheckDigits.remainder;
import static dev.perennial.core.taxid.CheckDigits.weighted;
import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** VAT numbers of the European Union: each member state has its own form and check digits; all begin with the state's letters. */
final class EuVat {
    /** One state's form, and the test of a number that has it. */
    private record State(String prefix, Pattern form, Predicate<String> check) {
        static State of(String prefix, String form, Predicate<String> check) { return new State(prefix, Pattern.compile(form), check); }
    }

    private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String IRISH_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final String FRENCH_LETTERS = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final int[] CYPRIOT_ODD = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21};

    private static final Map<String, State> STATES = Map.ofEntries(entry("AT", State.of("AT", "U\\d{8}", EuVat::austria)),
            entry("BE", State.of("BE", "[01]\\d{9}", n -> 97 - remainder(n.substring(0, 8), 97) == Integer.parseInt(n.substring(8)))),
            entry("BG", State.of("BG", "\\d{9,10}", EuVat::bulgaria)), entry("CY", State.of("CY", "\\d{8}[A-Z]", EuVat::cyprus)),
            entry("CZ", State.of("CZ", "\\d{8,10}", EuVat::czechia)), entry("DE", State.of("DE", "[1-9]\\d{8}", CheckDigits::mod11And10)),
            entry("DK", State.of("DK", "\\d{8}", n -> weighted(n, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0)),
            entry("EE", State.of("EE", "\\d{9}", n -> weighted(n, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0)),
            entry("GR", State.of("EL", "\\d{9}", n -> endsIn(n, weighted(n, 256, 128, 64, 32, 16, 8, 4, 2) % 11 % 10))),
            entry("ES", State.of("ES", "[0-9A-Z]\\d{7}[0-9A-Z]", EuVat::spain)),
            entry("FI", State.of("FI", "\\d{8}", n -> weighted(n, 7, 9, 10, 5, 8, 4, 2, 1) % 11 == 0)),
            entry("FR", State.of("FR", "[0-9A-HJ-NP-Z]{2}\\d{9}", EuVat::france)),
            entry("HR", State.of("HR", "\\d{11}", CheckDigits::mod11And10)),
            entry("HU", State.of("HU", "\\d{8}", n -> weighted(n, 9, 7, 3, 1, 9, 7, 3, 1) % 10 == 0)),
            entry("IE", State.of("IE", "\\d[0-9A-Z+*]\\d{5}[A-W][A-IW]?", EuVat::ireland)),
            entry("IT", State.of("IT", "\\d{11}", CheckDigits::luhn)), entry("LT", State.of("LT", "\\d{9}(\\d{3})?", EuVat::lithuania)),
            entry("LU", State.of("LU", "\\d{8}", n -> remainder(n.substring(0, 6), 89) == Integer.parseInt(n.substring(6)))),
            entry("LV", State.of("LV", "\\d{11}", EuVat::latvia)),
            entry("MT", State.of("MT", "\\d{8}", n -> weighted(n, 3, 4, 6, 7, 8, 9, 10, 1) % 37 == 0)),
            entry("NL", State.of("NL", "\\d{9}B\\d{2}", EuVat::netherlands)),
            entry("PL", State.of("PL", "\\d{10}", n -> weighted(n, 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == digit(n, 9))),
            entry("PT", State.of("PT", "[1-9]\\d{8}", n -> endsIn(n, (11 - weighted(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10))),
            entry("RO", State.of("RO", "[1-9]\\d{1,12}", EuVat::romania)),
            entry("SE", State.of("SE", "\\d{10}01", n -> luhn(n.substring(0, 10)))), entry("SI", State.of("SI", "[1-9]\\d{7}", EuVat::slovenia)),
            entry("SK", State.of("SK", "[1-9]\\d{9}", n -> remainder(n, 11) == 0)));

    private EuVat() {}

    static boolean isMember(String country) { return STATES.containsKey(country); }

    /** The number with its prefix, when it is one of this state's; the prefix may be missing. */
    static Optional<String> read(String number, String country) {
        State state = STATES.get(country);
        if (state == null) {
            return Optional.empty();
        }
        String own = number.startsWith(state.prefix()) ? number.substring(state.prefix().length()) : number;
        String padded = "BE".equals(country) && own.length() == 9 ? "0" + own : own;
        return state.form().matcher(padded).matches() && state.check().test(padded) ? Optional.of(state.prefix() + padded) : Optional.empty();
    }

    private static boolean austria(String number) {
        int sum = 0;
        for (int i = 1; i <= 7; i++) {
            int digit = digit(number, i);
            int counted = i % 2 == 0 ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return endsIn(number, (96 - sum) % 10);
    }

    private static boolean bulgaria(String number) {
        if (number.length() == 9) {
            int first = weighted(number, 1, 2, 3, 4, 5, 6, 7, 8) % 11;
            return endsIn(number, first < 10 ? first : weighted(number, 3, 4, 5, 6, 7, 8, 9, 10) % 11 % 10);
        }
        // A citizen, a foreigner, or anybody else.
        return endsIn(number, weighted(number, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10)
                || endsIn(number, weighted(number, 21, 19, 17, 13, 11, 9, 7, 3, 1) % 10)
                || endsIn(number, (11 - weighted(number, 4, 3, 2, 7, 6, 5, 4, 3, 2) % 11) % 11 % 10);
    }

    private static boolean cyprus(String number) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += i % 2 == 0 ? CYPRIOT_ODD[digit(number, i)] : digit(number, i);
        }
        return number.charAt(8) == (char) ('A' + sum % 26);
    }

    private static boolean czechia(String number) {
        return switch (number.length()) {
            case 8 -> endsIn(number, (11 - weighted(number, 8, 7, 6, 5, 4, 3, 2) % 11) % 10);
            case 10 -> remainder(number, 11) == 0 || (remainder(number.substring(0, 9), 11) == 10 && endsIn(number, 0));
            default -> true; // Birth numbers given before 1954 have no check digit.
        };
    }

    private static boolean spain(String number) {
        char first = number.charAt(0);
        char last = number.charAt(8);
        String digits = number.substring(1, 8);
        if (Character.isDigit(first)) {
            return DNI_LETTERS.charAt(remainder(number.substring(0, 8), 23)) == last;
        }
        int foreigner = "XYZ".indexOf(first);
        if (foreigner >= 0) {
            return DNI_LETTERS.charAt(remainder(foreigner + digits, 23)) == last;
        }
        if ("KLM".indexOf(first) >= 0) {
            return DNI_LETTERS.charAt(remainder(digits, 23)) == last;
        }
        boolean byDigit = Character.isDigit(last) && luhn(digits + last);
        boolean byLetter = "JABCDEFGHI".indexOf(last) >= 0 && luhn(digits + "JABCDEFGHI".indexOf(last));
        return "ABCDEFGHJNPQRSUVW".indexOf(first) >= 0 && (byDigit || byLetter);
    }

    private static boolean france(String number) {
        String siren = number.substring(2);
        if (!luhn(siren) && !siren.startsWith("000")) { // Monaco's numbers are no registered ones.
            return false;
        }
        if (Character.isDigit(number.charAt(0)) && Character.isDigit(number.charAt(1))) {
            return remainder(siren + "12", 97) == Integer.parseInt(number.substring(0, 2));
        }
        int first = FRENCH_LETTERS.indexOf(number.charAt(0));
        int second = FRENCH_LETTERS.indexOf(number.charAt(1));
        int check = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
        return (Long.parseLong(siren) + 1 + check / 11) % 11 == check % 11;
    }

    private static boolean ireland(String number) {
        if (!Character.isDigit(number.charAt(1))) { // The form of old.
            return irishCheck("0" + number.substring(2, 7) + number.charAt(0), 0) == number.charAt(7);
        }
        int extra = number.length() == 9 ? IRISH_LETTERS.indexOf(number.charAt(8)) : 0;
        return irishCheck(number.substring(0, 7), extra) == number.charAt(7);
    }

    private static char irishCheck(String digits, int extra) {
        return IRISH_LETTERS.charAt((weighted(digits, 8, 7, 6, 5, 4, 3, 2) + 9 * extra) % 23);
    }

    private static boolean lithuania(String number) {
        int last = number.length() - 1;
        if (digit(number, last - 1) != 1) {
            return false;
        }
        int check = cycled(number, last, 0);
        return endsIn(number, (check == 10 ? cycled(number, last, 2) : check) % 10);
    }

    private static int cycled(String number, int length, int offset) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += digit(number, i) * (1 + (i + offset) % 9);
        }
        return sum % 11;
    }

    private static boolean latvia(String number) {
        if (digit(number, 0) > 3) {
            return weighted(number, 9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1) % 11 == 3;
        }
        return number.startsWith("32") || endsIn(number, (1 + weighted(number, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9)) % 11 % 10);
    }

    private static boolean netherlands(String number) {
        String digits = number.substring(0, 9);
        // A company's check digit, or for one person a remainder over the whole number with its letters as numbers.
        boolean company = (weighted(digits, 9, 8, 7, 6, 5, 4, 3, 2) - digit(digits, 8)) % 11 == 0;
        return company || remainder("2321" + digits + "11" + number.substring(10), 97) == 1;
    }

    private static boolean romania(String number) {
        if (number.length() == 13) {
            int check = weighted(number, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11;
            return endsIn(number, check == 10 ? 1 : check);
        }
        String padded = "0".repeat(Math.max(0, 10 - number.length())) + number;
        return padded.length() == 10 && endsIn(padded, 10 * weighted(padded, 7, 5, 3, 2, 1, 7, 5, 3, 2) % 11 % 10);
    }

    private static boolean slovenia(String number) {
        int check = 11 - weighted(number, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check != 11 && endsIn(number, check % 10);
    }
}

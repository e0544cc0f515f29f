package dev.perennial.core.taxid;

/** The arithmetic behind check digits, on strings of digits. */
final class CheckDigits {
    private CheckDigits() {}

    static int digit(String digits, int position) { return Character.digit(digits.charAt(position), 10); }

    /** The sum of the first digits, each times its weight. */
    static int weighted(String digits, int... weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += digit(digits, i) * weights[i];
        }
        return sum;
    }

    /** Luhn's test: from the right every second digit counts double. */
    static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digit(digits, digits.length() - 1 - i);
            int counted = i % 2 == 1 ? digit * 2 : digit;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }

    /** The test of ISO 7064, MOD 11,10. */
    static boolean mod11And10(String digits) {
        int product = 10;
        for (int i = 0; i < digits.length() - 1; i++) {
            int sum = (digit(digits, i) + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (product + digit(digits, digits.length() - 1)) % 10 == 1;
    }

    /** What the digits leave when divided. */
    static int remainder(String digits, int divisor) { return (int) (Long.parseLong(digits) % divisor); }

    /** Whether the last digit is this one. */
    static boolean endsIn(String digits, int check) { return digit(digits, digits.length() - 1) == check; }
}

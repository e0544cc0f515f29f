package dev.perennial.core.address;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox in the one spelling that is stored and compared (INP-7): the domain in lower case and in its ASCII form, without a dot at its end; the local part composed
 * (NFC), its case kept and never told apart. Nothing else is taken for the same: what a provider does with dots or a plus is its own.
 */
public final class EmailAddress {
    private static final Pattern LOCAL_PART = Pattern.compile(
            "[\\p{Alnum}\\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\\.[\\p{Alnum}\\p{M}!#$%&'*+/=?^_`{|}~-]+)*", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern DOMAIN = Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])");
    /** The one letter whose lower case a database may take for another letter, a plain i, and so its mailbox for somebody else's. */
    private static final String DOTTED_CAPITAL = "\u0130";
    private static final String DOTTED_SMALL = "i\u0307";
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL_PART = 64;

    private EmailAddress() {}

    /** The address in its one spelling; nothing when it is none. */
    public static Optional<String> read(String typed) {
        String trimmed = typed.strip();
        int at = trimmed.lastIndexOf('@');
        if (at < 1) {
            return Optional.empty();
        }
        String local = Normalizer.normalize(trimmed.substring(0, at).replace(DOTTED_CAPITAL, DOTTED_SMALL), Normalizer.Form.NFC);
        Optional<String> domain = domain(trimmed.substring(at + 1));
        return local.length() > LONGEST_LOCAL_PART || !LOCAL_PART.matcher(local).matches()
                ? Optional.empty()
                : domain.map(name -> local + "@" + name).filter(address -> address.length() <= LONGEST);
    }

    /** What to look for when somebody asks for an address: its one spelling, and what is no address as it is, which nothing has. */
    public static String sought(String typed) {
        return read(typed).orElse(typed);
    }

    /** Whether two spelled addresses are one mailbox: the case of the local part is never told apart, and no other letter is taken for the same. */
    public static boolean isSame(String one, @Nullable String other) {
        return other != null && one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    private static Optional<String> domain(String typed) {
        try {
            return Optional.of(HostName.of(typed)).filter(name -> DOMAIN.matcher(name).matches());
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // No host can have this name.
        }
    }
}

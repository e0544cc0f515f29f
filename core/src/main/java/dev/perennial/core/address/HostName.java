package dev.perennial.core.address;

import com.ibm.icu.text.IDNA;
import com.ibm.icu.util.ICUInputTooLongException;
import java.net.InetAddress;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The name of a host as machines compare and resolve it: in lower case, labels of other scripts in their ASCII form (UTS 46, not transitional), no dot at its end. */
public final class HostName {
    private static final IDNA UTS46 = IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII | IDNA.CHECK_BIDI | IDNA.CHECK_CONTEXTJ);
    /** What registries refuse and hosts have all the same, such as {@code r3---sn.example}. */
    private static final Set<IDNA.Error> HARMLESS = EnumSet.of(IDNA.Error.HYPHEN_3_4);
    private static final String LABEL = "[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern LABELS = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final int LONGEST = 253;
    /** Of what is typed some characters may count for nothing, but not so many. */
    private static final int LONGEST_TYPED = 1_000;

    private HostName() {}

    /**
     * The host in its one spelling. Underscores are taken, since services use them; an IPv6 address stands in brackets.
     *
     * @throws IllegalArgumentException when no host can have this name
     */
    public static String of(String typed) {
        if (typed.startsWith("[")) {
            return ipv6(typed);
        }
        if (typed.length() > LONGEST_TYPED) {
            throw new IllegalArgumentException("there can be no host of this name");
        }
        String ascii = isPlain(typed) ? typed.toLowerCase(Locale.ROOT) : encoded(typed);
        String name = ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        if (name.length() > LONGEST || !LABELS.matcher(name).matches()) {
            throw new IllegalArgumentException("there can be no host of this name");
        }
        return name;
    }

    private static boolean isPlain(String typed) {
        return typed.chars().allMatch(c -> c < 0x80) && !typed.toLowerCase(Locale.ROOT).contains("xn--");
    }

    private static String encoded(String typed) {
        StringBuilder ascii = new StringBuilder();
        IDNA.Info info = new IDNA.Info();
        try {
            UTS46.nameToASCII(typed, ascii, info);
        } catch (ICUInputTooLongException tooLong) {
            throw new IllegalArgumentException("there can be no host of this name", tooLong);
        }
        if (!HARMLESS.containsAll(info.getErrors())) {
            throw new IllegalArgumentException("there can be no host of this name");
        }
        return ascii.toString();
    }

    private static String ipv6(String typed) {
        if (!typed.endsWith("]") || typed.contains("%") || !typed.contains(":")) {
            throw new IllegalArgumentException("there can be no host of this name");
        }
        InetAddress.ofLiteral(typed.substring(1, typed.length() - 1)); // refuses what is none
        return typed.toLowerCase(Locale.ROOT);
    }
}

package dev.perennial.core.oauth;

import dev.perennial.core.address.WebUrl;
import java.util.regex.Pattern;

/** Where a browser may be sent back to: anywhere with TLS, without it only into the reader's own network. */
public final class RedirectUri {
    private static final Pattern PRIVATE_IPV4 = Pattern
            .compile("(127|10)(\\.\\d{1,3}){3}|192\\.168(\\.\\d{1,3}){2}|172\\.(1[6-9]|2\\d|3[01])(\\.\\d{1,3}){2}");
    private static final int LONGEST = 2_083;

    private RedirectUri() {}

    /**
     * Insists that browsers may be sent there.
     *
     * @return the address as it was given, in ASCII: it is compared literally
     * @throws IllegalArgumentException saying why not
     */
    public static String checked(String address) {
        WebUrl url = WebUrl.of(address);
        boolean plain = url.rest().chars().noneMatch(c -> "#{}[]".indexOf(c) >= 0) && url.userInfo() == null;
        if (!plain || url.text().length() > LONGEST) {
            throw new IllegalArgumentException("an absolute http or https address without a fragment is expected");
        }
        boolean permitted = switch (url.scheme()) {
            case "https" -> true;
            case "http" -> isLocal(url.host());
            default -> false;
        };
        if (!permitted) {
            throw new IllegalArgumentException("the address must begin with https; http is for private addresses and localhost");
        }
        return url.text();
    }

    /** An address that somebody sent, as {@link #checked} spells it; what could not be registered stays as it is. */
    public static String spelled(String address) {
        try {
            return checked(address);
        } catch (IllegalArgumentException _) {
            return address; // Equal to none that is registered.
        }
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || PRIVATE_IPV4.matcher(host).matches();
    }
}

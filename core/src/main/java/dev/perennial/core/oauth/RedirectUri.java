package dev.perennial.core.oauth;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
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
     * @return the address as it was given: it is compared literally
     * @throws IllegalArgumentException saying why not
     */
    public static String checked(String address) {
        URI uri = parse(address);
        String host = uri.getHost();
        if (host == null || address.length() > LONGEST || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("an absolute http or https address without a fragment is expected");
        }
        boolean permitted = switch (String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT)) {
            case "https" -> true;
            case "http" -> isLocal(host.toLowerCase(Locale.ROOT));
            default -> false;
        };
        if (!permitted) {
            throw new IllegalArgumentException("the address must begin with https; http is for private addresses and localhost");
        }
        return address;
    }

    private static URI parse(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("this is not an address", malformed);
        }
    }

    private static boolean isLocal(String host) {
        return host.equals("localhost") || host.endsWith(".localhost") || PRIVATE_IPV4.matcher(host).matches();
    }
}

package dev.perennial.core.organization;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a checkout may be shown inside another page: {@code host[:port]}, with {@code *.} before it for its subdomains, or the address of an app such as
 * {@code capacitor://localhost}. Plain {@code http} is possible on the developer's own machine only (spec 01 §13.3).
 */
public final class EmbedHost {
    private static final Set<String> APP_SCHEMES = Set.of("capacitor", "ionic", "tauri", "app", "chrome-extension", "moz-extension");
    private static final Pattern LABELS = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final int LARGEST_PORT = 65_535;

    private EmbedHost() {}

    /**
     * The host in its stored form.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static String of(String given) {
        String host = given.strip().toLowerCase(Locale.ROOT);
        int scheme = host.indexOf("://");
        if (scheme < 0) {
            check(host);
            return host;
        }
        String rest = host.substring(scheme + 3);
        check(rest);
        if (host.startsWith("http://")) {
            require(isLocal(rest), "http is possible for local hosts only");
        } else {
            require(APP_SCHEMES.contains(host.substring(0, scheme)), "a host has no scheme");
            require(!rest.startsWith("*"), "an app has one address");
        }
        return host;
    }

    private static void check(String hostAndPort) {
        String host = hostAndPort;
        int colon = host.lastIndexOf(':');
        if (colon >= 0) {
            String port = host.substring(colon + 1);
            require(port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) <= LARGEST_PORT, "'" + port + "' is no port");
            host = host.substring(0, colon);
        }
        boolean wildcard = host.startsWith("*.");
        String name = wildcard ? host.substring(2) : host;
        require(name.length() <= 253 && LABELS.matcher(name).matches(), "a host such as shop.example.com is expected");
        require(!wildcard || name.contains("."), "a wildcard needs a domain below the top level");
        require(name.contains(".") || isLocal(name) || colon < 0 && !wildcard, "a host such as shop.example.com is expected");
    }

    private static boolean isLocal(String hostAndPort) {
        String host = hostAndPort.replaceFirst(":[0-9]+$", "");
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("127.0.0.1");
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}

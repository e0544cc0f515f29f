package dev.perennial.core.organization;

import dev.perennial.core.address.HostName;
import dev.perennial.core.address.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a checkout may be shown inside another page: {@code host[:port]}, with {@code *.} before it for its subdomains, or the address of an app such as
 * {@code capacitor://localhost}. Plain {@code http} is possible on the developer's own machine only (spec 01 §13.3).
 */
public final class EmbedHost {
    private static final Set<String> APP_SCHEMES = Set.of("capacitor", "ionic", "tauri", "app", "chrome-extension", "moz-extension");
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
            return checked(host);
        }
        String rest = checked(host.substring(scheme + 3));
        if (host.startsWith("http://")) {
            require(isLocal(rest), "http is possible for local hosts only");
        } else {
            require(APP_SCHEMES.contains(host.substring(0, scheme)), "a host has no scheme");
            require(!rest.startsWith("*"), "an app has one address");
        }
        return host.substring(0, scheme + 3) + rest;
    }

    /** The stored forms that admit a page of this origin: its own host, and the domains above it with a wildcard. None where the origin is no page's. */
    public static List<String> admitting(String origin) {
        String scheme = origin.replaceFirst("://.*", "");
        if (APP_SCHEMES.contains(scheme)) {
            return List.of(origin);
        }
        Optional<WebUrl> page = page(origin);
        if (page.isEmpty() || !scheme.equals("https") && !(scheme.equals("http") && isLocal(page.get().host()))) {
            return List.of();
        }
        String host = page.get().host();
        // Browsers leave out the port that a scheme has anyway; a merchant may have named it.
        List<String> ports = page.get().port() < 0 ? List.of("", scheme.equals("https") ? ":443" : ":80") : List.of(":" + page.get().port());
        List<String> forms = new ArrayList<>();
        for (String port : ports) {
            forms.add(host + port);
            if (scheme.equals("http")) {
                forms.add("http://" + host + port);
            }
            for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
                forms.add("*" + host.substring(dot) + port);
            }
        }
        return forms;
    }

    private static Optional<WebUrl> page(String origin) {
        try {
            return Optional.of(WebUrl.of(origin)).filter(url -> url.origin().equals(origin));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // Such as "null", which browsers send for files.
        }
    }

    private static String checked(String hostAndPort) {
        String host = hostAndPort;
        int colon = host.lastIndexOf(':');
        if (colon >= 0) {
            String port = host.substring(colon + 1);
            require(port.matches("[1-9][0-9]{0,4}") && Integer.parseInt(port) <= LARGEST_PORT, "'" + port + "' is no port");
            host = host.substring(0, colon);
        }
        boolean wildcard = host.startsWith("*.");
        String name = HostName.of(wildcard ? host.substring(2) : host);
        require(!wildcard || name.contains("."), "a wildcard needs a domain below the top level");
        require(name.contains(".") || isLocal(name) || colon < 0 && !wildcard, "a host such as shop.example.com is expected");
        return (wildcard ? "*." : "") + name + (colon < 0 ? "" : hostAndPort.substring(colon));
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

package dev.perennial.core.webhook;

import dev.perennial.core.address.WebUrl;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where an endpoint's deliveries go (INP-6). A host name says nothing yet about the address behind it: that is checked by {@link TargetPolicy#permits} at
 * every attempt.
 *
 * @param uri absolute, in ASCII
 * @param host of the URI, in its one spelling: lower case, international names in their encoded form, no dot at the end, an IPv6 address in brackets
 * @param port the one that was named, or -1
 */
public record TargetUrl(URI uri, String host, int port) {
    private static final int MAX_LENGTH = 2_083;

    /**
     * Reads what a merchant typed.
     *
     * @throws InvalidTargetUrl when it is no URL, or none that deliveries may go to
     */
    public static TargetUrl of(String typed, TargetPolicy policy) {
        if (typed.strip().length() > MAX_LENGTH) {
            throw new InvalidTargetUrl("URL should have at most " + MAX_LENGTH + " characters");
        }
        WebUrl url = parse(typed);
        if (!policy.permitsScheme(url.scheme())) {
            throw new InvalidTargetUrl("URL scheme should be https");
        }
        if (url.userInfo() != null) {
            throw new InvalidTargetUrl("URL should have no user name and no password: deliveries are known by their signature");
        }
        String host = url.host().endsWith(".") ? url.host().substring(0, url.host().length() - 1) : url.host();
        requirePermitted(host, policy);
        return new TargetUrl(new WebUrl(url.text(), url.scheme(), null, host, url.port(), url.rest()).uri(), host, url.port());
    }

    private static void requirePermitted(String host, TargetPolicy policy) {
        boolean local = host.equals("localhost") || host.endsWith(".localhost");
        boolean permitted = policy == TargetPolicy.PRIVATE_ALLOWED || (!local && literal(host).map(policy::permits).orElse(true));
        if (!permitted) {
            throw new InvalidTargetUrl("URL should lead to a public host");
        }
    }

    /** The address a host spells out, also in the octal, hexadecimal and shortened forms that resolvers take. */
    private static Optional<InetAddress> literal(String host) {
        if (host.startsWith("[")) {
            return attempt(InetAddress::ofLiteral, host.substring(1, host.length() - 1));
        }
        return attempt(Inet4Address::ofPosixLiteral, host).or(() -> attempt(Inet4Address::ofLiteral, host));
    }

    private static Optional<InetAddress> attempt(Function<String, InetAddress> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // A name, not an address.
        }
    }

    private static WebUrl parse(String text) {
        try {
            return WebUrl.of(text);
        } catch (IllegalArgumentException invalid) {
            throw new InvalidTargetUrl(String.valueOf(invalid.getMessage()));
        }
    }

    @Override
    public String toString() { return uri.toString(); }
}

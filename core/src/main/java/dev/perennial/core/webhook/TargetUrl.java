package dev.perennial.core.webhook;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an endpoint's deliveries go. A host name says nothing yet about the address behind it: that is checked by {@link TargetPolicy#permits} at
 * every attempt.
 *
 * @param uri absolute, in ASCII, an international host name in its encoded form
 */
public record TargetUrl(URI uri) {
    private static final int MAX_LENGTH = 2_083;
    private static final Pattern AUTHORITY = Pattern.compile("(?<user>[^@]*@)?(?<host>\\[[^\\]]+]|[^:@]+)(?<port>:\\d{1,5})?");

    /**
     * Reads what a merchant typed.
     *
     * @throws InvalidTargetUrl when it is no URL, or none that deliveries may go to
     */
    public static TargetUrl of(String typed, TargetPolicy policy) {
        String text = typed.strip();
        if (text.length() > MAX_LENGTH) {
            throw new InvalidTargetUrl("URL should have at most " + MAX_LENGTH + " characters");
        }
        URI uri = parse(text);
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!policy.permitsScheme(scheme)) {
            throw new InvalidTargetUrl("URL scheme should be https");
        }
        Matcher authority = AUTHORITY.matcher(Optional.ofNullable(uri.getRawAuthority()).orElse(""));
        if (!authority.matches()) {
            throw new InvalidTargetUrl("URL needs a host");
        }
        String host = encoded(authority.group("host"));
        requirePermitted(host, policy);
        String rest = text.substring(text.indexOf(uri.getRawAuthority()) + uri.getRawAuthority().length());
        URI encoded = parse(scheme + "://" + orEmpty(authority.group("user")) + host + orEmpty(authority.group("port")) + rest);
        if (encoded.getHost() == null) {
            throw new InvalidTargetUrl("URL has an invalid host");
        }
        return new TargetUrl(URI.create(encoded.toASCIIString()));
    }

    private static void requirePermitted(String host, TargetPolicy policy) {
        String name = host.toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        boolean local = name.equals("localhost") || name.endsWith(".localhost");
        boolean permitted = policy == TargetPolicy.PRIVATE_ALLOWED || (!local && literal(name).map(policy::permits).orElse(true));
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

    private static String encoded(String host) {
        if (host.startsWith("[")) {
            return host;
        }
        try {
            return IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES);
        } catch (IllegalArgumentException _) {
            throw new InvalidTargetUrl("URL has an invalid host");
        }
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException invalid) {
            throw new InvalidTargetUrl("not a URL: " + invalid.getReason());
        }
    }

    private static String orEmpty(@Nullable String part) { return part == null ? "" : part; }

    @Override
    public String toString() { return uri.toString(); }
}

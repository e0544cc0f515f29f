package dev.perennial.core.address;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URL with a host, as people and programs type them: underscores in the host, hosts and paths in any script, and braces, which may be places to be filled in. The JDK's
 * own reader knows no host with an underscore.
 *
 * @param text as it was typed, where it was in ASCII; else with the host in its ASCII form and the rest percent-encoded. Braces stay.
 * @param scheme in lower case
 * @param userInfo what stands before the {@code @}, if anything
 * @param host in its one spelling, an IPv6 address in brackets; a dot at the end stays
 * @param port the one that was named, or -1
 * @param rest path, query and fragment, in ASCII
 */
public record WebUrl(String text, String scheme, @Nullable String userInfo, String host, int port, String rest) {
    private static final Pattern FORM = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)(.*)", Pattern.DOTALL);
    private static final Pattern AUTHORITY = Pattern.compile("(?:([^@]*)@)?(\\[[^\\]]*]|[^:@\\[\\]]+)(?::(\\d{0,5}))?");
    /** What stands in a URL as it is, beside letters and digits. */
    private static final String USER_INFO = "._~!$&'()*+,;=:-";
    private static final String FRAGMENT = USER_INFO + "@/?{}";
    private static final String PATH_AND_QUERY = FRAGMENT + "[]";
    private static final Map<String, Integer> USUAL_PORTS = Map.of("http", 80, "https", 443);
    private static final int LARGEST_PORT = 65_535;

    /**
     * Reads what somebody typed, without white space around it.
     *
     * @throws IllegalArgumentException saying why it is no URL
     */
    public static WebUrl of(String typed) {
        String trimmed = typed.strip();
        Matcher form = FORM.matcher(trimmed);
        Matcher authority = AUTHORITY.matcher(form.matches() ? form.group(2) : "");
        if (!authority.matches()) {
            throw new IllegalArgumentException("a URL such as https://example.com/path is expected");
        }
        String host = authority.group(2);
        String name = HostName.of(host) + (host.endsWith(".") ? "." : "");
        String user = authority.group(1);
        String rest = encoded(form.group(3));
        int fragment = rest.indexOf('#') < 0 ? rest.length() : rest.indexOf('#') + 1;
        boolean written = isWritten(rest.substring(0, fragment).replace("#", ""), PATH_AND_QUERY) && isWritten(rest.substring(fragment), FRAGMENT);
        if (!written || (user != null && !isWritten(user, USER_INFO))) {
            throw new IllegalArgumentException("a URL has no blanks and no such characters: they are percent-encoded");
        }
        String port = authority.group(3);
        boolean ascii = trimmed.chars().allMatch(c -> c < 0x80);
        String text = ascii ? trimmed : form.group(1) + "://" + (user == null ? "" : user + "@") + name + (port == null ? "" : ":" + port) + rest;
        return new WebUrl(text, form.group(1).toLowerCase(Locale.ROOT), user, name, port(port), rest);
    }

    /** As browsers name the pages of this host: without the port that the scheme has anyway. */
    public String origin() {
        return scheme + "://" + host + (port < 0 || Integer.valueOf(port).equals(USUAL_PORTS.get(scheme)) ? "" : ":" + port);
    }

    /** For those who call or redirect to it. Its {@link URI#getHost} is null where the host has an underscore: ask {@link #host}. */
    public URI uri() {
        int query = rest.indexOf('?');
        String path = query < 0 ? rest : rest.substring(0, query);
        String encodedPath = path.replace("[", "%5B").replace("]", "%5D");
        String whole = encodedPath + (query < 0 ? "" : rest.substring(query));
        return URI.create(scheme + "://" + (userInfo == null ? "" : userInfo + "@") + host + (port < 0 ? "" : ":" + port)
                + whole.replace("{", "%7B").replace("}", "%7D"));
    }

    private static int port(@Nullable String digits) {
        if (digits == null || digits.isEmpty()) {
            return -1;
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > LARGEST_PORT) {
            throw new IllegalArgumentException("a URL's port is between 1 and " + LARGEST_PORT);
        }
        return port;
    }

    /** Characters of other scripts as the bytes of their UTF-8; what is no character of a text stays, to be refused. */
    private static String encoded(String rest) {
        StringBuilder ascii = new StringBuilder(rest.length());
        rest.codePoints().forEach(c -> {
            if (c < 0x80 || !isPrintable(c)) {
                ascii.appendCodePoint(c);
            } else {
                for (byte part : Character.toString(c).getBytes(UTF_8)) {
                    ascii.append("%%%02X".formatted(part));
                }
            }
        });
        return ascii.toString();
    }

    /** Whether a text has only letters, digits, these characters and percent-encoded ones. */
    private static boolean isWritten(String text, String characters) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' && i + 2 < text.length() && HexFormat.isHexDigit(text.charAt(i + 1)) && HexFormat.isHexDigit(text.charAt(i + 2))) {
                i += 2;
            } else if (c >= 0x80 || (!Character.isLetterOrDigit(c) && characters.indexOf(c) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(int c) {
        return Character.isDefined(c) && !Character.isISOControl(c) && !Character.isSpaceChar(c) && Character.getType(c) != Character.SURROGATE;
    }
}

package dev.perennial.api.page;

import java.util.Map;

/** HTML as text, made so that nothing a stranger said is ever taken for markup. */
public final class Html {
    private static final Map<Character, String> MARKUP = Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private Html() {}

    /** The text as it may stand between tags or in a quoted attribute. */
    public static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            String markup = MARKUP.get(text.charAt(i));
            if (markup == null) {
                escaped.append(text.charAt(i));
            } else {
                escaped.append(markup);
            }
        }
        return escaped.toString();
    }

    /** A field of a form that nobody sees. */
    public static String hidden(String name, String value) {
        return "<input type=\"hidden\" name=\"" + escape(name) + "\" value=\"" + escape(value) + "\">\n";
    }
}

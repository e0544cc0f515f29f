package dev.perennial.core.file;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a browser is told to save an answer under a name. */
public final class Attachment {
    private Attachment() {}

    /** The header's value; a name that is not plain ASCII in the form that says so. */
    public static String named(String name) {
        if (name.matches("[A-Za-z0-9 ._()-]+")) {
            return "attachment; filename=\"" + name + "\"";
        }
        return "attachment; filename*=UTF-8''" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

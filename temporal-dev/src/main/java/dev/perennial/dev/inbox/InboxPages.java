package dev.perennial.dev.inbox;

import java.util.List;

/** The web view: plain pages without scripts. */
final class InboxPages {
    private static final String STYLE = "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}table{width:100%;border-collapse:collapse}"
            + "td,th{text-align:left;padding:.4rem .6rem;border-bottom:1px solid #ddd;vertical-align:top}pre{white-space:pre-wrap;background:#f6f6f6;padding:1rem}"
            + "iframe{width:100%;height:40rem;border:1px solid #ccc}button{float:right}";

    private InboxPages() {}

    static String list(List<Message> messages) {
        var rows = new StringBuilder();
        for (Message message : messages) {
            rows.append("<tr><td>").append(escape(message.receivedAt())).append("</td><td>").append(escape(message.from())).append("</td><td>")
                    .append(escape(String.join(", ", message.to()))).append("</td><td><a href=\"/messages/").append(escape(message.id()))
                    .append("\">")
                    .append(escape(message.subject().isEmpty() ? "(no subject)" : message.subject())).append("</a></td></tr>");
        }
        String table = messages.isEmpty()
                ? "<p>No messages yet.</p>"
                : "<table><tr><th>Received</th><th>From</th><th>To</th><th>Subject</th></tr>" + rows + "</table>";
        return page("Inbox", "<form method=\"post\" action=\"/delete\"><button>Delete all</button></form><h1>Inbox</h1>" + table);
    }

    static String message(Message message) {
        var body = new StringBuilder("<p><a href=\"/\">Inbox</a> · <a href=\"/messages/" + escape(message.id()) + "/raw\">Raw</a></p><h1>"
                + escape(message.subject()) + "</h1><p>From " + escape(message.from()) + "<br>To " + escape(String.join(", ", message.to())) + "<br>"
                + escape(message.receivedAt()) + "</p>");
        if (!message.attachments().isEmpty()) {
            body.append("<p>Attached: ").append(escape(String.join(", ", message.attachments()))).append("</p>");
        }
        String html = message.html();
        if (html != null) {
            // The empty sandbox keeps scripts, forms and links of the message away from this page.
            body.append("<h2>HTML</h2><iframe sandbox srcdoc=\"").append(escape(html)).append("\"></iframe>");
        }
        String text = message.text();
        if (text != null) {
            body.append("<h2>Text</h2><pre>").append(escape(text)).append("</pre>");
        }
        body.append("<h2>Headers</h2><pre>").append(escape(String.join("\n", message.headers()))).append("</pre>");
        return page(message.subject(), body.toString());
    }

    private static String page(String title, String body) {
        return "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" + escape(title) + "</title><style>" + STYLE + "</style><body>"
                + body
                + "</body></html>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}

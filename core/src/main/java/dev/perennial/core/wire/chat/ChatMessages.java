package dev.perennial.core.wire.chat;

import dev.perennial.core.webhook.WebhookEndpoint.Format;
import dev.perennial.core.wire.SubscriptionView;
import dev.perennial.core.wire.chat.Announcement.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The bodies that Slack and Discord take for a message. What customers have written is shown as it is: it neither formats the message nor calls anybody's
 * attention.
 */
public final class ChatMessages {
    private static final int COLOUR = 25_343;
    /** Both cut or refuse what is longer. */
    private static final int MAX_TEXT = 250;
    private static final Set<String> ENDED = Set.of("past_due", "canceled");

    private ChatMessages() {}

    /**
     * The message for an event, if a chat is told of it at all: of a subscription's many changes only those that lose it or may.
     *
     * @param payload the event's representation
     */
    public static Optional<Object> of(Format chat, String type, UUID subjectId, Object payload) {
        if (type.equals("subscription.updated") && payload instanceof SubscriptionView subscription && !isWorthAMessage(subscription)) {
            return Optional.empty();
        }
        Announcement news = Announcement.of(type, subjectId, payload);
        return Optional.of(switch (chat) {
            case SLACK -> slack(news);
            case DISCORD -> discord(news);
            case RAW -> throw new IllegalArgumentException("a raw endpoint gets the event itself, not a message");
        });
    }

    private static boolean isWorthAMessage(SubscriptionView subscription) {
        var facts = subscription.facts();
        return ENDED.contains(facts.status()) || facts.endsAt() != null || facts.endedAt() != null;
    }

    private static Object discord(Announcement news) {
        Map<String, Object> nobody = Map.of("parse", List.of());
        Subject subject = news.subject();
        if (subject == null) {
            return Map.of("content", cut(news.headline()), "allowed_mentions", nobody);
        }
        var fields = news.fields().stream().map(field -> Map.of("name", field.name(), "value", plain(field.value()), "inline", true)).toList();
        var embed = Map.of("author", Map.of("name", cut(subject.author())), "title", plain(subject.title()), "description",
                plain(subject.description()), "fields", fields, "thumbnail", Map.of("url", subject.picture()), "footer",
                Map.of("text", news.footnote()), "color", COLOUR);
        return Map.of("content", news.headline(), "embeds", List.of(embed), "allowed_mentions", nobody);
    }

    private static Object slack(Announcement news) {
        Subject subject = news.subject();
        if (subject == null) {
            return Map.of("text", escaped(news.headline()));
        }
        String title = "*" + news.headline() + "*\n" + escaped(subject.title()) + "\n" + escaped(subject.author()) + " · "
                + escaped(subject.description());
        List<Object> blocks = new ArrayList<>();
        blocks.add(Map.of("type", "section", "text", text(title), "accessory",
                Map.of("type", "image", "image_url", subject.picture(), "alt_text", cut(subject.author()))));
        blocks.add(Map.of("type", "section", "fields",
                news.fields().stream().map(field -> text("*" + field.name() + "*\n" + escaped(field.value()))).toList()));
        blocks.add(Map.of("type", "context", "elements", List.of(text(escaped(news.footnote())))));
        return Map.of("text", news.headline(), "blocks", blocks);
    }

    private static Map<String, Object> text(String markup) { return Map.of("type", "mrkdwn", "text", markup); }

    private static String escaped(String words) { return cut(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"); }

    /** Discord's markup, taken literally. */
    private static String plain(String words) {
        return cut(words).replaceAll("([\\\\*_~`|>\\[\\]()#])", "\\\\$1");
    }

    private static String cut(String words) {
        return words.codePointCount(0, words.length()) <= MAX_TEXT ? words : words.substring(0, words.offsetByCodePoints(0, MAX_TEXT - 1)) + "…";
    }
}

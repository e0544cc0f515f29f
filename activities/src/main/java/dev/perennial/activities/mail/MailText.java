package dev.perennial.activities.mail;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.perennial.core.mail.OutgoingMail;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/**
 * Makes the words of a mail from {@code mail/<template>.txt} and {@code .html}. The first line of the text is the subject. Values are escaped in HTML and
 * left as they are in text; a value that a template names and the mail doesn't have is an error.
 */
@Singleton
final class MailText {
    private final PebbleEngine plain = engine(false);
    private final PebbleEngine html = engine(true);

    /** A mail that can be sent. */
    record Written(String subject, String text, String html) {
        /** Nothing of it: codes must not get into a log by accident. */
        @Override
        public String toString() { return "a mail of " + text.length() + " characters"; }
    }

    Written write(OutgoingMail mail) {
        String name = "mail/" + mail.template().wire();
        // Values are words, not lines: a name with a break in it must not become a header of its own.
        Map<String, Object> values = mail.values().entrySet().stream()
                .collect(toUnmodifiableMap(Map.Entry::getKey, value -> value.getValue().replaceAll("\\p{Cntrl}+", " ")));
        String[] parts = render(plain, name + ".txt", values).split("\n", 2);
        return new Written(parts[0].strip(), parts[1].strip() + "\n", render(html, name + ".html", values));
    }

    private static String render(PebbleEngine engine, String file, Map<String, Object> values) {
        StringWriter written = new StringWriter();
        try {
            engine.getTemplate(file).evaluate(written, values, Locale.ENGLISH);
        } catch (IOException impossible) {
            throw new IllegalStateException("a string can be written to", impossible);
        }
        return written.toString();
    }

    private static PebbleEngine engine(boolean escaping) {
        return new PebbleEngine.Builder().loader(new ClasspathLoader(MailText.class.getClassLoader())).autoEscaping(escaping).strictVariables(true)
                .newLineTrimming(false).build();
    }
}

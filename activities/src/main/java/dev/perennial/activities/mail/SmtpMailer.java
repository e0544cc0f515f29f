package dev.perennial.activities.mail;

import dev.perennial.core.mail.MailAttempt;
import dev.perennial.core.mail.MailAttempt.Result;
import dev.perennial.core.mail.OutgoingMail;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.settings.SmtpSecurity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Sends a mail through the installation's mail server, as text and HTML. The {@code Message-ID} is made of the mail's id: what is sent twice, because a worker
 * was lost before it had written the first time down, is recognised as one message.
 */
@Singleton
public final class SmtpMailer {
    private static final String TIMEOUT_MILLIS = "10000";
    private static final int FIRST_PERMANENT = 500;

    private final Settings settings;
    private final MailText texts;
    private final Clock clock;
    private final MeterRegistry meters;
    private final InternetAddress sender;
    private final Session session;

    /** @throws IllegalArgumentException when the sender in the settings is no address */
    SmtpMailer(Settings settings, MailText texts, Clock clock, MeterRegistry meters) {
        this.settings = settings;
        this.texts = texts;
        this.clock = clock;
        this.meters = meters;
        this.sender = sender(settings.mailSender());
        this.session = Session.getInstance(properties(settings));
    }

    /** Sends the mail once. Whatever the mail server does is a result. */
    public MailAttempt send(OutgoingMail mail) {
        Result result = settings.sandbox() && settings.sandboxMailFilter() && mail.isWithheldInSandbox() ? new Result.Withheld() : deliver(mail);
        Counter.builder("perennial.mail.attempts").description("Attempts to send an e-mail").tag("template", mail.template().wire())
                .tag("result", label(result)).register(meters).increment();
        return new MailAttempt(mail, clock.instant(), result);
    }

    private Result deliver(OutgoingMail mail) {
        try {
            Message message = message(mail);
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect(settings.smtpHost(), settings.smtpPort(), emptyAsNone(settings.smtpUser()), emptyAsNone(settings.smtpPassword()));
                transport.sendMessage(message, message.getAllRecipients());
            }
            return new Result.Accepted();
        } catch (AddressException unusable) {
            return new Result.Rejected("the recipient is no address a mail can be sent to");
        } catch (MessagingException failed) {
            return isPermanent(failed) ? new Result.Rejected(text(failed)) : new Result.Unavailable(text(failed));
        }
    }

    private Message message(OutgoingMail mail) throws MessagingException {
        MailText.Written written = texts.write(mail);
        var recipient = new InternetAddress(mail.recipient(), true);
        MimeMessage message = new Identified(session, "<" + mail.id() + "@" + domain() + ">");
        message.setFrom(sender);
        message.setRecipient(Message.RecipientType.TO, recipient);
        message.setSubject(written.subject(), "UTF-8");
        message.setSentDate(Date.from(mail.createdAt()));
        message.setHeader("Auto-Submitted", "auto-generated");
        var text = new MimeBodyPart();
        text.setText(written.text(), "UTF-8");
        var html = new MimeBodyPart();
        html.setText(written.html(), "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", text, html));
        return message;
    }

    private String domain() { return sender.getAddress().substring(sender.getAddress().lastIndexOf('@') + 1); }

    /** Whether the server won't take this mail tomorrow either. That it doesn't know us is for the operator to repair. */
    private static boolean isPermanent(MessagingException failed) {
        for (Exception each = failed; each != null; each = each instanceof MessagingException outer ? outer.getNextException() : null) {
            boolean refused = switch (each) {
                case AuthenticationFailedException _ -> false;
                case SMTPAddressFailedException address -> address.getReturnCode() >= FIRST_PERMANENT;
                case SMTPSendFailedException message -> message.getReturnCode() >= FIRST_PERMANENT;
                default -> false;
            };
            if (refused) {
                return true;
            }
        }
        return false;
    }

    private static String text(Exception failed) { return failed.getClass().getSimpleName() + ": " + failed.getMessage(); }

    private static @Nullable String emptyAsNone(String value) { return value.isEmpty() ? null : value; }

    private static String label(Result result) {
        return switch (result) {
            case Result.Accepted _ -> "sent";
            case Result.Withheld _ -> "withheld";
            case Result.Unavailable _ -> "unavailable";
            case Result.Rejected _ -> "rejected";
        };
    }

    private static InternetAddress sender(String written) {
        try {
            return new InternetAddress(written, true);
        } catch (AddressException invalid) {
            throw new IllegalArgumentException(Settings.PREFIX + "MAIL_SENDER is no address: " + written, invalid);
        }
    }

    private static Properties properties(Settings settings) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.auth", String.valueOf(!settings.smtpUser().isEmpty()));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(settings.smtpSecurity() == SmtpSecurity.STARTTLS));
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(settings.smtpSecurity() == SmtpSecurity.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", String.valueOf(settings.smtpSecurity() == SmtpSecurity.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        return properties;
    }

    /** Keeps the id it was given, where the library would make one per conversation. */
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException { setHeader("Message-ID", id); }
    }
}

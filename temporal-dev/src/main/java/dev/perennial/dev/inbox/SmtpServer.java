package dev.perennial.dev.inbox;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import java.io.IOException;

/** Takes messages for any recipient from any sender, with or without a login, and hands them to the mailbox. */
final class SmtpServer implements AutoCloseable {
    private static final int KEPT_IN_MEMORY = 100;

    private final GreenMail server;
    private final Mailbox mailbox;
    private int kept;

    SmtpServer(int port, Mailbox mailbox) {
        this.mailbox = mailbox;
        server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.getUserManager().setAuthRequired(false);
        server.getUserManager().setMessageDeliveryHandler(this::deliver);
        server.start();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Called once per recipient, one recipient after the other: the first of them keeps the message. */
    private synchronized GreenMailUser deliver(MovingMessage message, MailAddress recipient) throws MessagingException, UserException {
        try {
            if (message.getToAddresses().iterator().next().equals(recipient)) {
                mailbox.keep(message);
            }
            if (++kept > KEPT_IN_MEMORY) {
                server.purgeEmailFromAllMailboxes(); // The files are what we read; the server's own copies only fill its memory.
                kept = 0;
            }
        } catch (IOException | FolderException failed) {
            throw new MessagingException("the message was not kept", failed);
        }
        var users = server.getUserManager();
        GreenMailUser known = users.getUserByEmail(recipient.getEmail());
        return known != null ? known : users.createUser(recipient.getEmail(), recipient.getEmail(), recipient.getEmail());
    }
}

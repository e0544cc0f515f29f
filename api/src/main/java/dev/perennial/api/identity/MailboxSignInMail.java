package dev.perennial.api.identity;

import dev.perennial.core.identity.SignInCodes;
import dev.perennial.core.identity.SignInMail;
import dev.perennial.core.mail.MailTemplate;
import dev.perennial.core.mail.Mailbox;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

/** Posts the mails that let people in. */
@Singleton
class MailboxSignInMail implements SignInMail {
    private final Mailbox mailbox;
    private final Settings settings;

    MailboxSignInMail(Mailbox mailbox, Settings settings) {
        this.mailbox = mailbox;
        this.settings = settings;
    }

    @Override
    public void sendCode(UUID id, String email, String code) {
        mailbox.send(MailTemplate.SIGN_IN_CODE, email, Map.of("code", code, "minutes", Long.toString(SignInCodes.LIFETIME.toMinutes())),
                "sign-in-code/" + id);
    }

    @Override
    public void sendInvitation(UUID id, String email, String organizationName, String inviter) {
        mailbox.send(MailTemplate.STAFF_INVITATION, email,
                Map.of("organization", organizationName, "inviter", inviter, "url", settings.frontendUrl() + "/login"), "staff-invitation/" + id);
    }
}

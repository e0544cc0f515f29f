package dev.perennial.api.identity;

import dev.perennial.core.identity.SignInMail;
import dev.perennial.core.mail.MailTemplate;
import dev.perennial.core.mail.Mailbox;
import dev.perennial.core.settings.Settings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** Posts the mails that let people in, in the transaction that asks for them. */
@Singleton
class PostedSignInMail implements SignInMail {
    private final Mailbox mailbox;
    private final Settings settings;
    private final Clock clock;

    PostedSignInMail(Mailbox mailbox, Settings settings, Clock clock) {
        this.mailbox = mailbox;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public void sendCode(UUID id, String email, String code, Instant expiresAt) {
        // The time the code was made with is a moment ago: rounded, so that 30 minutes are not told as 29.
        long minutes = Duration.between(clock.instant(), expiresAt).plusSeconds(30).toMinutes();
        mailbox.send(MailTemplate.SIGN_IN_CODE, email, Map.of("code", code, "minutes", Long.toString(minutes)), "sign_in_code/" + id);
    }

    @Override
    public void sendInvitation(UUID id, String email, String organizationName, String inviter) {
        mailbox.send(MailTemplate.STAFF_INVITATION, email,
                Map.of("organization", organizationName, "inviter", inviter, "url", settings.frontendUrl().toString()), "staff_invitation/" + id);
    }
}

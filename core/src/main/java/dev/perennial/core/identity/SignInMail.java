package dev.perennial.core.identity;

import java.util.UUID;

/** The mails that let people in. Each is sent once for its id, with the transaction that asks for it. */
public interface SignInMail {
    /** Sends a code to whoever wants to sign in. */
    void sendCode(UUID id, String email, String code);

    /** Tells somebody that they belong to an organization from now on. */
    void sendInvitation(UUID id, String email, String organizationName, String inviter);
}

package dev.perennial.api.identity;

import dev.perennial.core.identity.SignInMail;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what would have been mailed. */
@Singleton
@Replaces(MailboxSignInMail.class)
@Requires(property = "identity.test")
public class Inbox implements SignInMail {
    private final Map<String, List<String>> codes = new ConcurrentHashMap<>();
    private final List<String> invitations = new ArrayList<>();

    @Override
    public void sendCode(UUID id, String email, String code) {
        codes.computeIfAbsent(email, _ -> new ArrayList<>()).add(code);
    }

    @Override
    public synchronized void sendInvitation(UUID id, String email, String organizationName, String inviter) {
        invitations.add(email + " to " + organizationName + " by " + inviter);
    }

    /** The codes an address was sent, oldest first. */
    public List<String> codes(String email) { return codes.getOrDefault(email, List.of()); }

    synchronized List<String> invitations() { return List.copyOf(invitations); }
}

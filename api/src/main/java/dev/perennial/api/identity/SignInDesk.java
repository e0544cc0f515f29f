package dev.perennial.api.identity;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.core.identity.DashboardSessions;
import dev.perennial.core.identity.SignInCodes;
import dev.perennial.core.identity.SignInMail;
import dev.perennial.core.identity.User;
import dev.perennial.core.identity.Users;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;
import java.util.UUID;

/** Lets people in by a code that is sent to their address. Whoever reads the address's mail is its owner; a user is made at the first sign-in. */
@Singleton
class SignInDesk {
    private final SignInCodes codes;
    private final SignInMail mail;
    private final Users users;
    private final DashboardSessions sessions;
    private final TransactionOperations<Connection> transactions;

    SignInDesk(SignInCodes codes, SignInMail mail, Users users, DashboardSessions sessions, TransactionOperations<Connection> transactions) {
        this.codes = codes;
        this.mail = mail;
        this.users = users;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    /** Somebody who has just signed in. */
    record SignedIn(User user, DashboardSessions.Opened session) {}

    /** Sends a code. The answer is the same whether the address is known, and whether it has had too many codes. */
    void sendCode(String email) {
        transactions.executeWrite(_ -> {
            codes.issue(email).ifPresent(code -> mail.sendCode(UUID.randomUUID(), email, code));
            return email;
        });
    }

    /** Opens a session for the address's owner; nothing when the code is no good, or the person was blocked. */
    Optional<SignedIn> signIn(String email, String code) {
        return transactions.executeWrite(_ -> {
            if (!codes.redeem(email, code.strip())) {
                return Optional.empty();
            }
            UUID id = users.register(email);
            users.confirmEmail(id);
            return users.find(id).map(user -> new SignedIn(user, sessions.open(id)));
        });
    }

    static ApiError refused() {
        return ApiError.of("LoginCodeInvalidOrExpired", "This code is wrong or has expired.");
    }
}

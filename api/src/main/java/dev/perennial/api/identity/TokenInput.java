package dev.perennial.api.identity;

import static dev.perennial.api.platform.input.Values.listOf;
import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Text;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.Scope;
import dev.perennial.core.identity.ScopeSet;
import dev.perennial.core.identity.SessionNotFresh;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.UserCaller.Credential;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A token to be created: whose it will be is said elsewhere. */
record TokenInput(String comment, ScopeSet scopes, Optional<Duration> expiresIn) {
    private static final Text COMMENT = text().trimmed().atMost(256);
    private static final Value<ScopeSet> SCOPES = listOf(oneOf(Scope.class, Scope::wire)).map(TokenInput::set);

    static Supplier<TokenInput> read(Fields in) {
        var comment = in.required("comment", COMMENT);
        var scopes = in.required("scopes", SCOPES);
        var expiresIn = in.optional("expires_in", Lifetime.VALUE);
        return () -> new TokenInput(comment.get(), scopes.get(), expiresIn);
    }

    /** What is to be changed of a token; its value and its end never are. */
    record Change(Optional<String> comment, Optional<ScopeSet> scopes) {
        static Supplier<Change> read(Fields in) {
            var comment = in.ifSent("comment", COMMENT);
            var scopes = in.ifSent("scopes", SCOPES);
            return () -> new Change(comment, scopes);
        }
    }

    @Nullable
    Instant expiresAt(Clock clock) {
        return expiresIn.map(clock.instant()::plus).orElse(null);
    }

    /**
     * Insists that the caller hands on only what they have.
     *
     * @throws InvalidRequest pointing at the scopes
     */
    static void requireWithin(Caller caller, ScopeSet scopes) {
        List<String> foreign = scopes.scopes().stream().map(Scope::wire).filter(scope -> !caller.scopes().contains(scope)).toList();
        if (!foreign.isEmpty()) {
            throw InvalidRequest.of("value_error", Loc.body("scopes"), "You don't have these scopes yourself: " + String.join(", ", foreign) + ".",
                    foreign);
        }
    }

    /**
     * Insists that somebody who sits in front of a browser has signed in lately.
     *
     * @throws SessionNotFresh if that was too long ago
     */
    static void requireFresh(UserCaller caller) {
        if (caller.credential() == Credential.SESSION) {
            throw new SessionNotFresh();
        }
    }

    private static ScopeSet set(List<Scope> scopes) {
        return ScopeSet.of(scopes.toArray(Scope[]::new));
    }
}

package dev.perennial.api.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perennial.api.oauth.AuthorizationRequest.Prompt;
import dev.perennial.api.oauth.AuthorizationRequest.Sent;
import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.Staff;
import dev.perennial.core.identity.User;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.Users;
import dev.perennial.core.oauth.AuthorizationCode;
import dev.perennial.core.oauth.AuthorizationCodes;
import dev.perennial.core.oauth.Consent;
import dev.perennial.core.oauth.Consents;
import dev.perennial.core.oauth.OAuthClient;
import dev.perennial.core.oauth.OAuthClients;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides what a browser that comes from an application gets to see, and carries out what the person chooses there (spec 01 §5.3). */
@Singleton
class AuthorizationDesk {
    private final OAuthClients clients;
    private final Consents consents;
    private final AuthorizationCodes codes;
    private final Users users;
    private final Staff staff;
    private final TransactionOperations<Connection> transactions;

    AuthorizationDesk(OAuthClients clients, Consents consents, AuthorizationCodes codes, Users users, Staff staff,
            TransactionOperations<Connection> transactions) {
        this.clients = clients;
        this.consents = consents;
        this.codes = codes;
        this.users = users;
        this.staff = staff;
        this.transactions = transactions;
    }

    /** What comes next. */
    sealed interface Next {
        /** The person has to sign in first. */
        record SignIn() implements Next {}

        /** The person has to be asked. */
        record Ask(AuthorizationRequest request, AuthorizationView view) implements Next {}

        /** The browser goes back to the application, with a code or without. */
        record Return(String location) implements Next {}

        /** The request is refused; the application may be told so. */
        record Refuse(OAuthError error, String location) implements Next {}
    }

    /**
     * What a request leads to.
     *
     * @throws OAuthError if it is not known whom to answer: the application or its address is unknown
     */
    Next decide(Map<String, List<String>> parameters, Caller caller) {
        return transactions.executeWrite(_ -> reading(parameters, request -> decide(request, caller)));
    }

    /**
     * Carries out the person's choice.
     *
     * @param organizations those the application may work with; none means all
     */
    Next answer(Map<String, List<String>> parameters, UserCaller user, boolean allowed, Set<UUID> organizations) {
        return transactions.executeWrite(_ -> reading(parameters, request -> {
            if (!allowed) {
                return new Next.Return(back(request, "access_denied", "The person did not allow it."));
            }
            checkChoice(request, user, organizations);
            Consent given = new Consent(request.scopes(), organizations);
            UUID client = request.client().id();
            consents.save(client, user.userId(), consents.find(client, user.userId()).map(before -> before.then(given)).orElse(given));
            return returnWithCode(request, user, organizations);
        }));
    }

    private Next reading(Map<String, List<String>> parameters, Function<AuthorizationRequest, Next> then) {
        Sent sent = new Sent(parameters);
        OAuthClient client = clients.find(sent.required("client_id"))
                .orElseThrow(() -> OAuthError.badRequest("invalid_client", "There is no such application."));
        String redirectUri = AuthorizationRequest.redirectUri(client, sent);
        try {
            return then.apply(AuthorizationRequest.of(client, redirectUri, sent));
        } catch (OAuthError refused) {
            String state = sent.parameters().getOrDefault("state", List.of()).stream().findFirst().orElse(null);
            return new Next.Refuse(refused, back(redirectUri, state, Map.of("error", refused.error(), "error_description", refused.description())));
        }
    }

    private Next decide(AuthorizationRequest request, Caller caller) {
        if (request.nonce() != null && codes.isUsed(request.client().id(), request.nonce())) {
            throw usedNonce();
        }
        if (!(caller instanceof UserCaller user)) {
            return request.asks(Prompt.NONE)
                    ? new Next.Return(back(request, "login_required", "Nobody is signed in."))
                    : new Next.SignIn();
        }
        if (request.asks(Prompt.LOGIN)) {
            return new Next.SignIn();
        }
        // A token shows its holder what would be asked; only the person in front of the browser is given a code.
        if (user.credential().isSession() && !request.asks(Prompt.CONSENT) && !request.asks(Prompt.SELECT_ACCOUNT)) {
            if (request.client().firstParty() && !request.single()) {
                return returnWithCode(request, user, Set.of());
            }
            var given = consents.find(request.client().id(), user.userId())
                    .filter(consent -> consent.covers(request.scopes(), request.single()) && isReachable(consent, user));
            if (given.isPresent()) {
                return returnWithCode(request, user, given.get().organizations());
            }
        }
        if (request.asks(Prompt.NONE)) {
            return new Next.Return(back(request, "consent_required", "The person has to be asked."));
        }
        User person = users.find(user.userId()).orElseThrow(() -> new IllegalStateException("a caller is no user: " + user.userId()));
        return new Next.Ask(request, AuthorizationView.of(request, person,
                staff.membershipsOf(user.userId()).stream().filter(one -> user.reaches(one.organizationId())).toList()));
    }

    /** Where none of the chosen organizations is left, the choice has to be made again. */
    private static boolean isReachable(Consent consent, UserCaller user) {
        return consent.organizations().isEmpty() || consent.organizations().stream().anyMatch(user::reaches);
    }

    private static void checkChoice(AuthorizationRequest request, UserCaller user, Set<UUID> organizations) {
        if (!user.organizations().containsAll(organizations)) {
            throw OAuthError.badRequest("invalid_request", "One of the chosen organizations is not among the person's.");
        }
        if (request.single() && organizations.size() != 1) {
            throw OAuthError.badRequest("invalid_request", "Exactly one organization has to be chosen.");
        }
    }

    private Next returnWithCode(AuthorizationRequest request, UserCaller user, Set<UUID> organizations) {
        String code = codes.issue(new AuthorizationCode(UUID.randomUUID(), request.client().id(), user.userId(), request.redirectUri(),
                new Consent(request.scopes(), organizations), request.nonce(), request.challenge())).orElseThrow(AuthorizationDesk::usedNonce);
        return new Next.Return(back(request.redirectUri(), request.state(), Map.of("code", code)));
    }

    private static OAuthError usedNonce() {
        return OAuthError.badRequest("invalid_request", "The nonce was used before.");
    }

    private static String back(AuthorizationRequest request, String error, String description) {
        return back(request.redirectUri(), request.state(), Map.of("error", error, "error_description", description));
    }

    private static String back(String redirectUri, @Nullable String state, Map<String, String> answer) {
        Map<String, String> parameters = new LinkedHashMap<>(answer);
        if (state != null) {
            parameters.put("state", state);
        }
        String query = parameters.entrySet().stream().map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return redirectUri + (redirectUri.contains("?") ? "&" : "?") + query;
    }
}

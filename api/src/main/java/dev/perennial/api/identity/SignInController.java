package dev.perennial.api.identity;

import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.field.EmailDomains;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.SessionCookie;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.Problems;
import dev.perennial.api.platform.limit.Limited;
import dev.perennial.api.platform.limit.Zone;
import dev.perennial.core.identity.DashboardSessions;
import dev.perennial.core.identity.Staff;
import dev.perennial.core.identity.User;
import dev.perennial.core.identity.UserCaller;
import dev.perennial.core.identity.Users;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import java.util.Optional;
import java.util.function.Supplier;

/** Signing in and out, and who it is that is signed in. */
@Controller("/v1")
class SignInController {
    private final SignInDesk desk;
    private final DashboardSessions sessions;
    private final Users users;
    private final Staff staff;
    private final SessionCookie cookie;
    private final EmailDomains domains;

    SignInController(SignInDesk desk, DashboardSessions sessions, Users users, Staff staff, SessionCookie cookie, EmailDomains domains) {
        this.desk = desk;
        this.sessions = sessions;
        this.users = users;
        this.staff = staff;
        this.cookie = cookie;
        this.domains = domains;
    }

    private record CodeWish(String email) {
        static Supplier<CodeWish> read(Fields in) {
            var email = in.required("email", emailAddress());
            return () -> new CodeWish(email.get());
        }
    }

    private record CodeProof(String email, String code) {
        static Supplier<CodeProof> read(Fields in) {
            var email = in.required("email", emailAddress());
            var code = in.required("code", text().trimmed());
            return () -> new CodeProof(email.get(), code.get());
        }
    }

    /** Sends a code to the address, whether or not it is known. */
    @Post("/login-code/request")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.ACCEPTED)
    @Operation("login_code:request")
    @Limited(Zone.SIGN_IN)
    HttpResponse<?> request(Body body) {
        CodeWish wish = body.read(CodeWish::read);
        Problems problems = new Problems();
        domains.check(Optional.of(wish.email()), "email", problems);
        problems.throwIfAny();
        desk.sendCode(wish.email());
        return HttpResponse.accepted();
    }

    /** Signs the browser in with the code that was sent. */
    @Post("/login-code/authenticate")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.OK)
    @Operation(value = "login_code:authenticate", refuses = "LoginCodeInvalidOrExpired")
    @Limited(Zone.SIGN_IN)
    HttpResponse<UserView> authenticate(Body body) {
        CodeProof proof = body.read(CodeProof::read);
        SignInDesk.SignedIn signedIn = desk.signIn(proof.email(), proof.code()).orElseThrow(SignInDesk::refused);
        return HttpResponse.ok(view(signedIn.user())).cookie(cookie.of(signedIn.session()));
    }

    /** Signs the browser out; nothing happens when nobody was signed in. */
    @Post("/auth/logout")
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.NO_CONTENT)
    @Operation("auth:logout")
    HttpResponse<?> logout(HttpRequest<?> request) {
        cookie.read(request).ifPresent(sessions::end);
        return HttpResponse.noContent().cookie(cookie.none());
    }

    @Get("/users/me")
    @Access(subjects = Subject.USER, scopes = {"user:read", "user:write"})
    @Operation("users:me")
    UserView me(UserCaller caller) {
        return view(users.find(caller.userId()).orElseThrow(ApiError::notFound));
    }

    private UserView view(User user) {
        return UserView.of(user, staff.membershipsOf(user.id()));
    }
}

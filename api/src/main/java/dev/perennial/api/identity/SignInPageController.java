package dev.perennial.api.identity;

import static dev.perennial.api.platform.input.Values.emailAddress;
import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.page.FormGuard;
import dev.perennial.api.page.Html;
import dev.perennial.api.page.Page;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.SessionCookie;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Query;
import dev.perennial.api.platform.limit.Limited;
import dev.perennial.api.platform.limit.Zone;
import dev.perennial.api.platform.input.Value;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Status;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The page people sign in on: first the address, then the code that was sent there. */
@Controller("/login")
@Produces(MediaType.TEXT_HTML)
class SignInPageController {
    /** A path of ours: nobody may use the page to lead people elsewhere. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[\\x21-\\x7E&&[^\\\\]]*");
    private static final Value<Form> FORM = objectOf(Form::read);

    private final SignInDesk desk;
    private final FormGuard guards;
    private final SessionCookie cookie;

    SignInPageController(SignInDesk desk, FormGuard guards, SessionCookie cookie) {
        this.desk = desk;
        this.guards = guards;
        this.cookie = cookie;
    }

    private record Form(String guard, String email, Optional<String> code, Optional<String> returnTo) {
        static Supplier<Form> read(Fields in) {
            var guard = in.required(FormGuard.FIELD, text());
            var email = in.required("email", emailAddress());
            var code = in.optional("code", text().trimmed());
            var returnTo = in.optional("return_to", text());
            return () -> new Form(guard.get(), email.get(), code, returnTo.filter(path -> OWN_PATH.matcher(path).matches()));
        }
    }

    @Get
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.OK)
    @Operation(value = "pages:sign_in", summary = "Show the page people sign in on")
    HttpResponse<String> show(HttpRequest<?> request, Query query) {
        String returnTo = query.read(in -> {
            var wanted = in.optional("return_to", text());
            return () -> wanted.filter(path -> OWN_PATH.matcher(path).matches()).orElse("");
        });
        return addressPage(request, returnTo, "", HttpStatus.OK);
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.OK)
    @Operation(value = "pages:sign_in_submit", summary = "Take what was entered on the page")
    @Limited(Zone.SIGN_IN)
    HttpResponse<String> submit(HttpRequest<?> request, Body body) {
        Form form;
        try {
            form = body.readForm(FORM);
        } catch (InvalidRequest _) {
            return addressPage(request, "", "That is not an e-mail address.", HttpStatus.UNPROCESSABLE_ENTITY);
        }
        String returnTo = form.returnTo().orElse("");
        if (!guards.isGenuine(request, form.guard())) {
            return addressPage(request, returnTo, "That took too long. Please try again.", HttpStatus.FORBIDDEN);
        }
        if (form.code().isEmpty()) {
            desk.sendCode(form.email());
            return codePage(request, form, "", HttpStatus.OK);
        }
        return desk.signIn(form.email(), form.code().get()).map(signedIn -> signedIn(signedIn, returnTo))
                .orElseGet(() -> codePage(request, form, "This code is wrong or has expired.", HttpStatus.UNAUTHORIZED));
    }

    private HttpResponse<String> signedIn(SignInDesk.SignedIn signedIn, String returnTo) {
        var answer = returnTo.isEmpty()
                ? Page.of("You are signed in", "<p>You are signed in as " + Html.escape(signedIn.user().email()) + ".</p>").answer(HttpStatus.OK)
                : HttpResponse.<String>status(HttpStatus.SEE_OTHER).headers(headers -> headers.location(URI.create(returnTo)));
        return answer.cookie(cookie.of(signedIn.session()));
    }

    private HttpResponse<String> addressPage(HttpRequest<?> request, String returnTo, String problem, HttpStatus status) {
        FormGuard.Guard guard = guards.guard(request);
        return guard.on(Page.of("Sign in", """
                %s<form method="post" action="/login">
                %s%s<label>E-mail address <input type="email" name="email" autocomplete="email" required autofocus></label>
                <button class="main">Send me a code</button>
                </form>""".formatted(problem(problem), guard.field(), Html.hidden("return_to", returnTo))).answer(status));
    }

    private HttpResponse<String> codePage(HttpRequest<?> request, Form form, String problem, HttpStatus status) {
        FormGuard.Guard guard = guards.guard(request);
        return guard.on(Page.of("Enter your code", """
                %s<p>We have sent a code to %s. It is good for 30 minutes.</p>
                <form method="post" action="/login">
                %s%s%s<label>Code <input name="code" autocomplete="one-time-code" maxlength="6" required autofocus></label>
                <button class="main">Sign in</button>
                </form>""".formatted(problem(problem), Html.escape(form.email()), guard.field(), Html.hidden("email", form.email()),
                Html.hidden("return_to", form.returnTo().orElse("")))).answer(status));
    }

    private static String problem(String text) {
        return text.isEmpty() ? "" : "<p class=\"problem\">" + Html.escape(text) + "</p>\n";
    }
}

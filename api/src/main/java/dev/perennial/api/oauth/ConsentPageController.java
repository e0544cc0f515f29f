package dev.perennial.api.oauth;

import static dev.perennial.api.platform.input.Values.anyJson;
import static dev.perennial.api.platform.input.Values.objectOf;
import static dev.perennial.api.platform.input.Values.text;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perennial.api.oauth.AuthorizationDesk.Next;
import dev.perennial.api.page.FormGuard;
import dev.perennial.api.page.Html;
import dev.perennial.api.page.Page;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.error.OAuthError;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Query;
import dev.perennial.api.platform.input.Value;
import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.UserCaller;
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
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The page on which a person allows an application to act for them. */
@Controller("/oauth2/authorize")
@Produces(MediaType.TEXT_HTML)
class ConsentPageController {
    /** What a request for authorization may say; nothing else is carried through the form. */
    private static final List<String> PROTOCOL = List.of("response_type", "client_id", "redirect_uri", "response_mode", "scope", "state", "nonce",
            "code_challenge", "code_challenge_method", "sub_type");
    private static final Value<Form> FORM = objectOf(Form::read);

    private final AuthorizationDesk desk;
    private final FormGuard guards;

    ConsentPageController(AuthorizationDesk desk, FormGuard guards) {
        this.desk = desk;
        this.guards = guards;
    }

    private record Form(String guard, String action, Map<String, List<String>> protocol, Set<UUID> organizations) {
        static Supplier<Form> read(Fields in) {
            var guard = in.required(FormGuard.FIELD, text());
            var action = in.required("action", text());
            var organizations = in.optional("organizations", anyJson().map(Form::ids));
            Map<String, List<String>> protocol = new LinkedHashMap<>();
            PROTOCOL.forEach(name -> in.optional(name, text()).ifPresent(value -> protocol.put(name, List.of(value))));
            return () -> new Form(guard.get(), action.get(), protocol, organizations.orElse(Set.of()));
        }

        /** A box that was ticked alone is no list. */
        private static Set<UUID> ids(JsonNode sent) {
            Set<UUID> ids = new LinkedHashSet<>();
            (sent.isArray() ? sent : List.of(sent)).forEach(one -> ids.add(UUID.fromString(one.asText())));
            return ids;
        }
    }

    @Get
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.OK)
    @Operation(value = "pages:consent", summary = "Show the page on which a person allows an application to act for them")
    HttpResponse<String> show(HttpRequest<?> request, Caller caller, Query query) {
        try {
            return answer(request, desk.decide(query.raw(), caller), query.raw());
        } catch (OAuthError refused) {
            return refusal(refused.description());
        }
    }

    @Post
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Access(subjects = {Subject.ANONYMOUS, Subject.USER})
    @Status(HttpStatus.OK)
    @Operation(value = "pages:consent_choose", summary = "Take the choice of the consent page")
    HttpResponse<String> choose(HttpRequest<?> request, Caller caller, Body body) {
        try {
            Form form = body.readForm(FORM);
            if (!(caller instanceof UserCaller user) || !user.credential().isSession() || !guards.isGenuine(request, form.guard())) {
                return Page
                        .of("Please try again", "<p class=\"problem\">You were signed out in between. Go back to the application and try again.</p>")
                        .answer(HttpStatus.FORBIDDEN);
            }
            Next next = desk.answer(form.protocol(), user, form.action().equals("allow"), form.organizations());
            return next instanceof Next.Refuse(var error, _) ? refusal(error.description()) : answer(request, next, form.protocol());
        } catch (OAuthError refused) {
            return refusal(refused.description());
        } catch (InvalidRequest _) {
            return refusal("The form was not complete.");
        }
    }

    private HttpResponse<String> answer(HttpRequest<?> request, Next next, Map<String, List<String>> protocol) {
        return switch (next) {
            case Next.SignIn _ -> redirect("/login?return_to=" + URLEncoder.encode(withoutLogin(protocol), UTF_8));
            case Next.Return(var location) -> redirect(location);
            case Next.Refuse(_, var location) -> redirect(location);
            case Next.Ask(var asked, var view) -> page(request, asked, view, protocol);
        };
    }

    private static HttpResponse<String> refusal(String reason) {
        return Page.of("This request cannot be granted", "<p class=\"problem\">" + Html.escape(reason) + "</p>").answer(HttpStatus.BAD_REQUEST);
    }

    private static HttpResponse<String> redirect(String location) {
        return HttpResponse.<String>status(HttpStatus.FOUND).headers(headers -> headers.location(URI.create(location)));
    }

    /** The way back after signing in, which is not asked for once more. */
    private static String withoutLogin(Map<String, List<String>> protocol) {
        return "/oauth2/authorize?" + protocol.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(value -> Map.entry(each.getKey(), value)))
                .map(each -> each.getKey().equals("prompt") ? Map.entry("prompt", each.getValue().replace("login", "").strip()) : each)
                .map(each -> URLEncoder.encode(each.getKey(), UTF_8) + "=" + URLEncoder.encode(each.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private HttpResponse<String> page(HttpRequest<?> request, AuthorizationRequest asked, AuthorizationView view, Map<String, List<String>> sent) {
        FormGuard.Guard guard = guards.guard(request);
        String client = Html.escape(asked.client().registration().name());
        String body = """
                <p><strong>%s</strong> wants to act for <strong>%s</strong>. It could:</p>
                <ul>%s</ul>
                <form method="post" action="/oauth2/authorize">
                %s%s%s<p>You will be sent to %s.</p>
                <button class="main" name="action" value="allow">Allow</button><button name="action" value="deny" formnovalidate>Deny</button>
                </form>""".formatted(client, Html.escape(email(view)), scopes(view), guard.field(), hidden(sent), choices(view),
                Html.escape(origin(asked.redirectUri())));
        return guard.on(new Page("Allow access?", body, origin(asked.redirectUri())).answer(HttpStatus.OK));
    }

    private static String email(AuthorizationView view) {
        return Optional.ofNullable(view.sub()).map(AuthorizationView.Person::email).orElse("you");
    }

    private static String scopes(AuthorizationView view) {
        return view.scopes().stream().map(scope -> "<li>" + Html.escape(String.valueOf(view.scopeDisplayNames().get(scope.wire()))) + "</li>")
                .collect(Collectors.joining("\n"));
    }

    private static String hidden(Map<String, List<String>> sent) {
        return PROTOCOL.stream().flatMap(name -> sent.getOrDefault(name, List.of()).stream().map(value -> Html.hidden(name, value)))
                .collect(Collectors.joining());
    }

    private static String choices(AuthorizationView view) {
        if (view.organizations().isEmpty()) {
            return "";
        }
        String type = view.requiresSingleOrganization() ? "type=\"radio\" required" : "type=\"checkbox\"";
        String boxes = view.organizations().stream().map(one -> "<label><input " + type + " name=\"organizations\" value=\"" + one.id() + "\"> "
                + Html.escape(one.name() + " (" + one.slug() + ")") + "</label>").collect(Collectors.joining("\n"));
        return (view.requiresSingleOrganization()
                ? "<p>In which organization?</p>"
                : "<p>In which organizations? If you choose none, in all of yours, those to come included.</p>") + boxes;
    }

    private static String origin(String address) {
        URI uri = URI.create(address);
        return uri.getScheme() + "://" + uri.getRawAuthority();
    }
}

package dev.perennial.api.customer;

import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import dev.perennial.api.field.NotOffered;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.wire.CustomerSessionView;
import dev.perennial.core.wire.CustomerView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.net.URLEncoder;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/customer-sessions")
class CustomerSessionController {
    private final FindCustomer find;
    private final CustomerSessions sessions;
    private final Organizations organizations;
    private final Settings settings;

    CustomerSessionController(FindCustomer find, CustomerSessions sessions, Organizations organizations, Settings settings) {
        this.find = find;
        this.sessions = sessions;
        this.organizations = organizations;
        this.settings = settings;
    }

    /**
     * Whose session is wanted.
     *
     * @param externalField the name the merchant's own id was sent under
     */
    private record Input(Optional<UUID> customerId, Optional<String> externalId, String externalField, Optional<String> returnUrl) {
        static Supplier<Input> read(Fields in) {
            var ours = in.optional("external_customer_id", text());
            var legacy = in.optional("customer_external_id", text());
            var externalId = ours.or(() -> legacy);
            String externalField = ours.isEmpty() && legacy.isPresent() ? "customer_external_id" : "external_customer_id";
            var customerId = in.optional("customer_id", uuid());
            if (externalId.isEmpty() && !in.has("customer_id")) {
                in.refuse("customer_id", "missing", "This field is required.");
            }
            var returnUrl = in.optional("return_url", Types.WEB_ADDRESS);
            NotOffered.refuse(in, "member_id", "external_member_id");
            return () -> new Input(customerId, externalId, externalField, returnUrl);
        }
    }

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customer_sessions:write")
    @Status(HttpStatus.CREATED)
    HttpResponse<CustomerSessionView> create(MerchantCaller caller, Body body) {
        Input input = body.read(Input::read);
        Customer customer = customerOf(caller, input);
        CustomerSessions.Opened opened = sessions.open(customer.id(), customer.organizationId(), input.returnUrl().orElse(null));
        var session = opened.session();
        String token = opened.token().value();
        return HttpResponse.created(new CustomerSessionView(session.id(), session.createdAt(), null, token, session.expiresAt(), session.returnUrl(),
                portalUrl(customer, token), customer.id(), CustomerView.of(customer)));
    }

    private Customer customerOf(MerchantCaller caller, Input input) {
        if (input.customerId().isPresent()) {
            UUID id = input.customerId().get();
            return find.byId(caller, id).orElseThrow(() -> unknown("customer_id", id));
        }
        String externalId = input.externalId().orElseThrow(() -> unknown("customer_id", ""));
        return find.byExternalId(caller, externalId).orElseThrow(() -> unknown(input.externalField(), externalId));
    }

    private static InvalidRequest unknown(String field, Object sent) {
        return InvalidRequest.of("value_error", Loc.body(field), "Customer does not exist.", sent);
    }

    private String portalUrl(Customer customer, String token) {
        return settings.frontendUrl() + "/" + organizations.get(customer.organizationId()).slug() + "/portal?customer_session_token=" + token
                + "&email="
                + URLEncoder.encode(customer.email(), UTF_8);
    }
}

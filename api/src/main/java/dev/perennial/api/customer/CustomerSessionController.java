package dev.perennial.api.customer;

import static dev.perennial.api.platform.input.Values.text;
import static dev.perennial.api.platform.input.Values.uuid;

import io.micronaut.http.annotation.Status;
import io.micronaut.http.HttpStatus;
import dev.perennial.api.field.Types;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Fields;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.wire.CustomerSessionView;
import dev.perennial.core.wire.CustomerView;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

@Controller("/v1/customer-sessions")
class CustomerSessionController {
    private final FindCustomer find;
    private final PortalSessions sessions;

    CustomerSessionController(FindCustomer find, PortalSessions sessions) {
        this.find = find;
        this.sessions = sessions;
    }

    /**
     * Whose session is wanted.
     *
     * @param externalField the name the merchant's own id was sent under
     */
    private record Input(Optional<UUID> customerId, Optional<String> externalId, String externalField, PortalSessions.Who who,
            Optional<String> returnUrl) {
        static Supplier<Input> read(Fields in) {
            var external = in.optional("external_customer_id", text());
            var alias = in.optional("customer_external_id", text());
            var customerId = in.optional("customer_id", uuid());
            if (external.isEmpty() && alias.isEmpty() && !in.has("customer_id")) {
                in.refuse("customer_id", "missing", "This field is required.");
            }
            var memberId = in.optional("member_id", uuid());
            var externalMemberId = in.optional("external_member_id", text());
            var returnUrl = in.optional("return_url", Types.WEB_ADDRESS);
            String externalField = external.isEmpty() && alias.isPresent() ? "customer_external_id" : "external_customer_id";
            return () -> new Input(customerId, external.or(() -> alias), externalField, new PortalSessions.Who(memberId, externalMemberId),
                    returnUrl);
        }
    }

    @Post("/")
    @Access(subjects = {Subject.ORGANIZATION, Subject.USER}, scopes = "customer_sessions:write")
    @Status(HttpStatus.CREATED)
    HttpResponse<CustomerSessionView> create(MerchantCaller caller, Body body) {
        Input input = body.read(Input::read);
        Customer customer = customerOf(caller, input);
        var opened = sessions.open(customer, input.who(), input.returnUrl().orElse(null));
        var session = opened.session();
        return HttpResponse.created(new CustomerSessionView(session.id(), session.createdAt(), null, opened.token(), session.expiresAt(),
                session.returnUrl(), opened.portalUrl(), customer.id(), CustomerView.of(customer)));
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
}

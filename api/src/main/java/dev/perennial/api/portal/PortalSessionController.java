package dev.perennial.api.portal;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.document.Operation;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.Members;
import dev.perennial.core.wire.MemberView;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a session of the portal is and whose. */
@Controller("/v1/customer-portal/customer-session")
class PortalSessionController {
    private final CustomerSessions sessions;
    private final Customers customers;
    private final Members members;

    PortalSessionController(CustomerSessions sessions, Customers customers, Members members) {
        this.sessions = sessions;
        this.customers = customers;
        this.members = members;
    }

    /** How long a session lasts, and where its owner came from. */
    record SessionView(Instant expiresAt, @Nullable String returnUrl) {}

    /** Whoever came in. */
    record UserView(Kind type, @Nullable String name, String email, UUID customerId, @Nullable UUID memberId, MemberView.@Nullable Role role) {
        /** Which kind of session it is. */
        enum Kind {
            CUSTOMER, MEMBER;

            @JsonValue
            String wire() { return name().toLowerCase(Locale.ROOT); }
        }
    }

    @Get("/introspect")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    @Operation("customer_portal:customer-session:introspect")
    SessionView introspect(PortalCaller caller) {
        var session = sessions.of(caller);
        return new SessionView(session.expiresAt(), session.returnUrl());
    }

    @Get("/user")
    @Access(subjects = {Subject.CUSTOMER, Subject.MEMBER}, scopes = {PortalScopes.READ, PortalScopes.WRITE})
    @Operation("customer_portal:customer-session:get_authenticated_user")
    UserView user(PortalCaller caller) {
        return switch (caller) {
            case CustomerCaller _ -> ofCustomer(customers.get(caller.customerId()));
            case MemberCaller member -> ofMember(members.find(member.memberId())
                    .orElseThrow(() -> new IllegalStateException("member " + member.memberId() + " came in and is not there")));
        };
    }

    private static UserView ofCustomer(Customer customer) {
        if (customer.email() == null) {
            throw InvalidRequest.of("value_error", Loc.header("Authorization"), "A team without an address comes in by one of its members.", null);
        }
        return new UserView(UserView.Kind.CUSTOMER, customer.name(), customer.email(), customer.id(), null, null);
    }

    private static UserView ofMember(Member member) {
        return new UserView(UserView.Kind.MEMBER, member.name(), member.email(), member.customerId(), member.id(), MemberView.Role.of(member.role()));
    }
}

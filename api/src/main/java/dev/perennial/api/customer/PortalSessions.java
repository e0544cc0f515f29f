package dev.perennial.api.customer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.customer.CustomerType;
import dev.perennial.core.customer.Customers;
import dev.perennial.core.identity.CustomerSession;
import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.identity.MemberSessions;
import dev.perennial.core.member.Member;
import dev.perennial.core.member.Members;
import dev.perennial.core.organization.Organizations;
import dev.perennial.core.settings.Settings;
import dev.perennial.core.testclock.BillingTime;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.sql.Connection;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens the portal: for a member where the organization's customers have members, else for the customer as a whole (spec 06 §3). */
@Singleton
class PortalSessions {
    private final TransactionOperations<Connection> transactions;
    private final Customers customers;
    private final Members members;
    private final CustomerSessions customerSessions;
    private final MemberSessions memberSessions;
    private final Organizations organizations;
    private final CustomerEvents events;
    private final BillingTime time;
    private final Settings settings;

    PortalSessions(TransactionOperations<Connection> transactions, Customers customers, Members members, CustomerSessions customerSessions,
            MemberSessions memberSessions, Organizations organizations, CustomerEvents events, BillingTime time, Settings settings) {
        this.transactions = transactions;
        this.customers = customers;
        this.members = members;
        this.customerSessions = customerSessions;
        this.memberSessions = memberSessions;
        this.organizations = organizations;
        this.events = events;
        this.time = time;
        this.settings = settings;
    }

    /** Which member is to come in, if that was said. */
    record Who(Optional<UUID> memberId, Optional<String> externalMemberId) {}

    /** A new session, its token in clear and the address that leads into the portal with it. */
    record Opened(CustomerSession session, String token, String portalUrl) {}

    Opened open(Customer customer, Who who, @Nullable String returnUrl) {
        return transactions.executeWrite(_ -> {
            if (!members.haveTheirOwnSessions(customer.organizationId())) {
                return opened(customer, customer.contactEmail(), customerSessions.open(customer.id(), customer.organizationId(), returnUrl));
            }
            Member member = memberOf(customer, who);
            return opened(customer, member.email(), memberSessions.open(member, returnUrl));
        });
    }

    private Member memberOf(Customer customer, Who who) {
        if (who.memberId().isPresent()) {
            UUID id = who.memberId().get();
            return members.find(id).filter(found -> found.customerId().equals(customer.id())).orElseThrow(() -> unknown("member_id", id));
        }
        if (who.externalMemberId().isPresent()) {
            String id = who.externalMemberId().get();
            return members.findByExternalId(customer.id(), id).orElseThrow(() -> unknown("external_member_id", id));
        }
        if (customer.type() == CustomerType.TEAM) {
            throw InvalidRequest.of("missing", Loc.body("member_id"), "member_id is required for a customer who is a team.", null);
        }
        return members.findOwner(customer.id()).orElseGet(() -> ownerMadeFor(customer.id()));
    }

    private Member ownerMadeFor(UUID customerId) {
        Customer customer = customers.lock(customerId);
        if (customer.deletedAt() != null) {
            throw ApiError.notFound();
        }
        Members.OwnerFound found = members.ownerOf(customer);
        if (found.isNew()) {
            events.about(customer).member("member.created", found.owner()).write(time.now(customer.testClockId()));
        }
        return found.owner();
    }

    private Opened opened(Customer customer, @Nullable String email, CustomerSessions.Opened opened) {
        String token = opened.token().value();
        String url = settings.frontendUrl() + "/" + organizations.get(customer.organizationId()).slug() + "/portal?customer_session_token=" + token
                + "&email=" + URLEncoder.encode(email == null ? "" : email, UTF_8);
        return new Opened(opened.session(), token, url);
    }

    private static InvalidRequest unknown(String field, Object sent) {
        return InvalidRequest.of("value_error", Loc.body(field), "The customer has no such member.", sent);
    }
}

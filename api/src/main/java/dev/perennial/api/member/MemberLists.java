package dev.perennial.api.member;

import static dev.perennial.api.platform.input.Values.oneOf;
import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.platform.error.ApiError;
import dev.perennial.api.platform.http.ListResource;
import dev.perennial.api.platform.input.Parameters;
import dev.perennial.core.customer.Customer;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.member.MemberRole;
import dev.perennial.core.member.MemberSearch;
import dev.perennial.core.member.MemberSearch.Filter;
import dev.perennial.core.member.MemberSearch.Key;
import dev.perennial.core.wire.MemberView;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Lists members, of one customer or of all. */
@Singleton
class MemberLists {
    private final MemberSearch search;

    MemberLists(MemberSearch search) { this.search = search; }

    /**
     * What is to be listed.
     *
     * @param customerId as it was sent: what is no id names nobody
     */
    record Asked(Optional<String> customerId, Optional<String> externalCustomerId, Optional<MemberRole> role, List<Sort<Key>> sorting,
            PageRequest page) {
        static Supplier<Asked> ofOneCustomer(Parameters in) {
            var role = in.optional("role", oneOf(MemberRole.class));
            var sorting = in.sorting(Key.class, List.of(Sort.descending(Key.CREATED_AT)));
            var page = in.page();
            return () -> new Asked(Optional.empty(), Optional.empty(), role, sorting, page.get());
        }

        static Supplier<Asked> ofAll(Parameters in) {
            var customerId = in.optional("customer_id", text());
            var externalCustomerId = in.optional("external_customer_id", text());
            Supplier<Asked> others = ofOneCustomer(in);
            return () -> {
                Asked asked = others.get();
                return new Asked(customerId, externalCustomerId, asked.role, asked.sorting, asked.page);
            };
        }
    }

    ListResource<MemberView> ofCustomer(Customer customer, Asked asked) {
        return list(new Filter(Set.of(customer.organizationId()), Optional.of(customer.id()), Optional.empty(), asked.role()), asked);
    }

    /** @throws ApiError if what was sent as a customer's id is none */
    ListResource<MemberView> visibleTo(MerchantCaller caller, Asked asked) {
        return list(new Filter(caller.organizations(), asked.customerId().map(MemberLists::id), asked.externalCustomerId(), asked.role()), asked);
    }

    private ListResource<MemberView> list(Filter filter, Asked asked) {
        return ListResource.of(search.list(filter, asked.sorting(), asked.page()), asked.page(), MemberView::of);
    }

    private static UUID id(String sent) {
        try {
            return UUID.fromString(sent);
        } catch (IllegalArgumentException _) {
            throw ApiError.notFound();
        }
    }
}

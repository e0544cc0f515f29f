package dev.perennial.core.payment.persistence;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import dev.perennial.core.listing.Sort;
import dev.perennial.core.payment.Payment;
import dev.perennial.core.payment.PaymentSearch;
import dev.perennial.core.persistence.ListQuery;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

@Singleton
final class JdbcPaymentSearch implements PaymentSearch {
    private final Sql sql;

    JdbcPaymentSearch(Sql sql) { this.sql = sql; }

    @Override
    public Listing<Payment> list(Filter filter, List<Sort<Key>> sorting, PageRequest page) {
        var emails = filter.customerEmails().stream().map(email -> email.toLowerCase(Locale.ROOT)).toList();
        return ListQuery.within(filter.organizations()).any("checkout_id", filter.checkoutIds()).any("order_id", filter.orderIds())
                .any("customer_id", filter.customerIds()).any("(select lower(c.email) from customer c where c.id = payment.customer_id)", emails)
                .any("status", filter.statuses().stream().map(Payment.Status::wire).toList()).any("method", filter.methods())
                .page(sql, JdbcPayments.SELECT, "payment", sorting, key -> key.name().toLowerCase(Locale.ROOT), page, JdbcPayments::read);
    }
}

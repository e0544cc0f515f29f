package dev.perennial.core.order.persistence;

import dev.perennial.core.money.Currency;
import dev.perennial.core.money.Money;
import dev.perennial.core.order.CustomerBalances;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.UUID;

/** The books and the pending orders are read by one statement: a payment moves a part of the balance from the one to the other. */
@Singleton
final class JdbcCustomerBalances implements CustomerBalances {
    private final Sql sql;

    JdbcCustomerBalances(Sql sql) { this.sql = sql; }

    @Override
    public Money of(UUID customerId, Currency currency) {
        return sql.one("""
                select (coalesce((select -sum(amount) from posting where customer_id = ? and currency = ?), 0)
                    + coalesce((select sum(applied_balance_amount) from orders
                        where customer_id = ? and currency = ? and status = 'pending' and applied_balance_amount <> 0), 0))::bigint as balance""",
                row -> new Money(row.number("balance"), currency), customerId, currency, customerId, currency);
    }
}

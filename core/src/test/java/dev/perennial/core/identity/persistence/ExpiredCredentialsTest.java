package dev.perennial.core.identity.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.identity.CustomerSessions;
import dev.perennial.core.identity.DashboardSessions;
import dev.perennial.core.identity.SignInCodes;
import dev.perennial.core.identity.Users;
import dev.perennial.core.persistence.Shop;
import dev.perennial.core.persistence.Sql;
import dev.perennial.core.persistence.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ExpiredCredentialsTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();
    final Sql sql = database.sql();

    private long rows(String table) {
        return sql.one("select count(*) as rows from " + table, row -> row.number("rows"));
    }

    @Test
    void goAtMidnight() {
        Shop shop = new Shop(database);
        UUID organization = shop.organization().id();
        UUID user = database.get(Users.class).register("ada@example.com");
        database.get(CustomerSessions.class).open(shop.customer(organization).id(), organization, null);
        database.get(DashboardSessions.class).open(user);
        database.get(SignInCodes.class).issue("ada@example.com");
        ExpiredCredentials expired = database.get(ExpiredCredentials.class);
        expired.remove();
        assertThat(rows("customer_session") + rows("dashboard_session") + rows("login_code")).as("nothing has ended yet").isEqualTo(3);
        for (String table : new String[]{"customer_session", "dashboard_session", "login_code"}) {
            sql.update("update " + table + " set expires_at = now() - interval '2 hours'");
        }
        expired.remove();
        assertThat(rows("customer_session") + rows("dashboard_session") + rows("login_code")).isZero();
    }
}

package dev.perennial.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeSetTest {
    @Test
    void thereAre63Scopes() {
        assertThat(ScopeSet.ALL).hasToString("openid profile email user:read user:write organizations:read organizations:write custom_fields:read "
                + "custom_fields:write discounts:read discounts:write checkout_links:read checkout_links:write checkouts:read "
                + "checkouts:write transactions:read transactions:write payouts:read payouts:write products:read products:write "
                + "benefits:read benefits:write events:read events:write meters:read meters:write files:read files:write "
                + "subscriptions:read subscriptions:write customers:read customers:write members:read members:write wallets:read "
                + "wallets:write disputes:read disputes:write customer_meters:read customer_sessions:write member_sessions:write "
                + "customer_seats:read customer_seats:write orders:read orders:write refunds:read refunds:write payments:read "
                + "metrics:read metrics:write webhooks:read webhooks:write license_keys:read license_keys:write customer_portal:read "
                + "customer_portal:write notifications:read notifications:write notification_recipients:read "
                + "notification_recipients:write organization_access_tokens:read organization_access_tokens:write");
        assertThat(Scope.values()).hasSize(63).extracting(Scope::wire).doesNotHaveDuplicates()
                .contains("openid", "user:write", "customer_meters:read", "payments:read", "customer_sessions:write", "member_sessions:write")
                .doesNotContain("customer_meters:write", "payments:write", "customer_sessions:read", "member_sessions:read");
        assertThat(Arrays.stream(Scope.values()).filter(scope -> !scope.isGrantable())).extracting(Scope::wire)
                .containsExactly("organization_access_tokens:read", "organization_access_tokens:write");
    }

    @Test
    void isKeptAsNamesWithSpaces() {
        assertThat(ScopeSet.parse("orders:read openid")).isEqualTo(ScopeSet.of(Scope.OPENID, Scope.ORDERS_READ)).hasToString("openid orders:read");
        assertThat(ScopeSet.parse(ScopeSet.ALL.toString())).isEqualTo(ScopeSet.ALL);
        assertThat(ScopeSet.parse("")).isEqualTo(ScopeSet.of()).hasToString("");
    }

    @Test
    void survivesAScopeThatIsGone() {
        assertThat(ScopeSet.parse("articles:read  orders:read ORDERS:WRITE")).isEqualTo(ScopeSet.of(Scope.ORDERS_READ));
    }

    @Test
    void answersWhatACredentialMayDo() {
        ScopeSet readOnly = ScopeSet.of(Scope.ORDERS_READ, Scope.PRODUCTS_READ);
        assertThat(readOnly.containsAny(List.of(Scope.ORDERS_WRITE, Scope.ORDERS_READ))).isTrue();
        assertThat(readOnly.containsAny(List.of(Scope.ORDERS_WRITE))).isFalse();
        assertThat(readOnly.containsAny(List.of())).isFalse();
        assertThat(ScopeSet.ALL.containsAll(readOnly)).isTrue();
        assertThat(readOnly.containsAll(ScopeSet.of(Scope.ORDERS_READ, Scope.ORDERS_WRITE))).isFalse();
    }
}

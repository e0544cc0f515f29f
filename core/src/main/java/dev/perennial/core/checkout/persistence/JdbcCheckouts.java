package dev.perennial.core.checkout.persistence;

import dev.perennial.core.checkout.Buyer;
import dev.perennial.core.checkout.Checkout;
import dev.perennial.core.checkout.Checkout.Content;
import dev.perennial.core.checkout.Checkout.Options;
import dev.perennial.core.checkout.CheckoutStatus;
import dev.perennial.core.checkout.Checkouts;
import dev.perennial.core.customer.BillingAddress;
import dev.perennial.core.persistence.AsJson;
import dev.perennial.core.persistence.Row;
import dev.perennial.core.persistence.Sql;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

@Singleton
final class JdbcCheckouts implements Checkouts {
    private static final String COLUMNS = """
            id, created_at, modified_at, organization_id, status, client_secret, expires_at, product_ids, product_id, product_price_id, amount, currency, \
            customer_id, external_customer_id, customer_name, customer_email, customer_billing_name, customer_billing_address, customer_ip_address, \
            is_business_customer, require_billing_address, allow_discount_codes, allow_trial, locale, success_url, return_url, embed_origin, \
            payment_method_type, metadata, customer_metadata, custom_field_data, subscription_id, order_id, test_clock_id, next_wake_at""";
    static final String SELECT = "select " + COLUMNS + " from checkout where ";

    private final Sql sql;

    JdbcCheckouts(Sql sql) { this.sql = sql; }

    @Override
    public Optional<Checkout> find(UUID id) {
        return sql.find(SELECT + "id = ?", JdbcCheckouts::read, id);
    }

    @Override
    public Optional<Checkout> findByClientSecret(String clientSecret) {
        return sql.find(SELECT + "client_secret = ?", JdbcCheckouts::read, clientSecret);
    }

    @Override
    public Checkout lock(UUID id) {
        return sql.lock("checkout", SELECT + "id = ?", JdbcCheckouts::read, id);
    }

    @Override
    public boolean isSubscriptionUnderWay(UUID customerId, UUID except) {
        return sql.one("""
                select exists (select 1 from checkout k join product p on p.id = k.product_id
                    where k.customer_id = ? and k.id <> ? and k.status = 'confirmed' and p.recurring_interval is not null) as under_way""",
                row -> row.flag("under_way"), customerId, except);
    }

    @Override
    public void insert(Checkout it) {
        Buyer buyer = it.buyer();
        Options options = it.options();
        Content content = it.content();
        sql.insert("checkout", COLUMNS, it.id(), it.createdAt(), it.modifiedAt(), it.organizationId(), it.status().wire(), it.clientSecret(),
                it.expiresAt(), it.productIds(), it.productId(), it.priceId(), it.amount().minorUnits(), it.amount().currency(), buyer.customerId(),
                buyer.externalCustomerId(), buyer.name(), buyer.email(), buyer.billingName(), new AsJson(buyer.billingAddress()), buyer.ipAddress(),
                buyer.business(), options.requireBillingAddress(), options.allowDiscountCodes(), options.allowTrial(), options.locale(),
                options.successUrl(), options.returnUrl(), options.embedOrigin(), options.paymentMethodType(), content.metadata(),
                content.customerMetadata(), content.customFieldData(), it.subscriptionId(), it.orderId(), it.testClockId(), it.nextWakeAt());
    }

    @Override
    public void update(Checkout it) {
        Buyer buyer = it.buyer();
        Options options = it.options();
        Content content = it.content();
        sql.updateOne(
                """
                        update checkout set modified_at = ?, status = ?, product_id = ?, product_price_id = ?, amount = ?, currency = ?, customer_id = ?,
                            external_customer_id = ?, customer_name = ?, customer_email = ?, customer_billing_name = ?, customer_billing_address = ?,
                            customer_ip_address = ?, is_business_customer = ?, require_billing_address = ?, allow_discount_codes = ?, allow_trial = ?, locale = ?,
                            success_url = ?, return_url = ?, embed_origin = ?, payment_method_type = ?, metadata = ?, customer_metadata = ?,
                            custom_field_data = ?, subscription_id = ?, order_id = ?, test_clock_id = ?, next_wake_at = ?
                        where id = ?
                        """,
                it.modifiedAt(), it.status().wire(), it.productId(), it.priceId(), it.amount().minorUnits(), it.amount().currency(),
                buyer.customerId(), buyer.externalCustomerId(), buyer.name(), buyer.email(), buyer.billingName(), new AsJson(buyer.billingAddress()),
                buyer.ipAddress(), buyer.business(), options.requireBillingAddress(), options.allowDiscountCodes(), options.allowTrial(),
                options.locale(), options.successUrl(), options.returnUrl(), options.embedOrigin(), options.paymentMethodType(), content.metadata(),
                content.customerMetadata(), content.customFieldData(), it.subscriptionId(), it.orderId(), it.testClockId(), it.nextWakeAt(), it.id());
    }

    static Checkout read(Row row) {
        Buyer buyer = new Buyer(row.uuidOrNull("customer_id"), row.textOrNull("external_customer_id"), row.textOrNull("customer_name"),
                row.textOrNull("customer_email"), row.textOrNull("customer_billing_name"), row.json("customer_billing_address", BillingAddress.class),
                row.textOrNull("customer_ip_address"), row.flag("is_business_customer"));
        Options options = new Options(row.flag("require_billing_address"), row.flag("allow_discount_codes"), row.flag("allow_trial"),
                row.textOrNull("locale"), row.textOrNull("success_url"), row.textOrNull("return_url"), row.textOrNull("embed_origin"),
                row.textOrNull("payment_method_type"));
        Content content = new Content(row.map("metadata"), row.map("customer_metadata"), row.map("custom_field_data"));
        return new Checkout(row.uuid("id"), row.instant("created_at"), row.instantOrNull("modified_at"), row.uuid("organization_id"),
                CheckoutStatus.of(row.text("status")), row.text("client_secret"), row.instant("expires_at"), row.uuids("product_ids"),
                row.uuid("product_id"), row.uuid("product_price_id"), row.money("amount", "currency"), buyer, options, content,
                row.uuidOrNull("subscription_id"), row.uuidOrNull("order_id"), row.uuidOrNull("test_clock_id"), row.instantOrNull("next_wake_at"));
    }
}

package dev.perennial.core.checkout;

import dev.perennial.core.command.InvalidCommand;
import dev.perennial.core.command.Outcome.Problem;
import dev.perennial.core.customer.BillingAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a session must know before it can be paid (spec 02 §15): everything that is missing is told at once. */
public final class Confirmation {
    private static final Set<String> STATES_REQUIRED = Set.of("US", "CA");

    private Confirmation() {}

    /** @throws InvalidCommand with one problem per missing field */
    public static void requireComplete(Checkout checkout, PaymentNeed need, boolean priceIsArchived, @Nullable String confirmationToken) {
        List<Problem> problems = new ArrayList<>();
        Buyer buyer = checkout.buyer();
        if (buyer.customerId() == null && buyer.email() == null) {
            problems.add(missing("customer_email"));
        }
        addressProblems(checkout, need, problems);
        if (buyer.business() && buyer.billingName() == null) {
            problems.add(missing("customer_billing_name"));
        }
        if (need.form() && confirmationToken == null) {
            problems.add(missing("confirmation_token_id"));
        }
        if (priceIsArchived) {
            problems.add(new Problem("value_error", List.of("product_price_id"), "This price is no longer available.", null));
        }
        if (!problems.isEmpty()) {
            throw new InvalidCommand(problems);
        }
    }

    private static void addressProblems(Checkout checkout, PaymentNeed need, List<Problem> problems) {
        BillingAddress address = checkout.buyer().billingAddress();
        boolean whole = checkout.options().requireBillingAddress() || checkout.buyer().business();
        if (address == null) {
            if (need.form() || whole) {
                problems.add(missing("customer_billing_address"));
            }
            if (need.form()) {
                problems.add(missing("customer_billing_address", "country"));
            }
            return;
        }
        if (need.form()) {
            if (STATES_REQUIRED.contains(address.country()) && address.state() == null) {
                problems.add(missing("customer_billing_address", "state"));
            }
            if (whole || address.country().equals("US")) {
                requireLine(address.line1(), "line1", problems);
                requireLine(address.city(), "city", problems);
                requireLine(address.postalCode(), "postal_code", problems);
            }
        } else if (whole && address.line1() == null && address.line2() == null && address.city() == null && address.postalCode() == null) {
            problems.add(new Problem("value_error", List.of("customer_billing_address"), "A complete billing address is required.", null));
        }
    }

    private static void requireLine(@Nullable String value, String field, List<Problem> problems) {
        if (value == null) {
            problems.add(missing("customer_billing_address", field));
        }
    }

    private static Problem missing(String... location) { return new Problem("missing", List.of(location), "Field required", null); }
}

package dev.perennial.core.wire;

import dev.perennial.core.checkout.Checkout;

/**
 * Which parts of a billing address the buyer's form asks for (spec 02 §6.3).
 *
 * @param country each field is {@code required}, {@code optional} or {@code disabled}
 */
public record CheckoutAddressFields(@Form(oneOf = {
        "required", "optional", "disabled"}) String country, @Form(oneOf = {"required", "optional", "disabled"}) String state,
        @Form(oneOf = {"required", "optional", "disabled"}) String city, @Form(oneOf = {"required", "optional", "disabled"}) String postalCode,
        @Form(oneOf = {"required", "optional", "disabled"}) String line1, @Form(oneOf = {"required", "optional", "disabled"}) String line2) {
    private static final String REQUIRED = "required";
    private static final String OPTIONAL = "optional";
    private static final String DISABLED = "disabled";

    /** The same as yes and no, for clients of earlier generations. */
    public record Asked(boolean country, boolean state, boolean city, boolean postalCode, boolean line1, boolean line2) {}

    public static CheckoutAddressFields of(Checkout checkout) {
        var buyer = checkout.buyer();
        var address = buyer.billingAddress();
        String country = address == null ? "" : address.country();
        boolean wanted = checkout.options().requireBillingAddress() || buyer.business() || "upi".equals(checkout.options().paymentMethodType());
        boolean unitedStates = country.equals("US");
        String state = unitedStates || country.equals("CA") ? REQUIRED : wanted ? OPTIONAL : DISABLED;
        String street = wanted || unitedStates ? REQUIRED : DISABLED;
        return new CheckoutAddressFields(REQUIRED, state, street, street, street, street.equals(REQUIRED) ? OPTIONAL : DISABLED);
    }

    Asked asked() {
        return new Asked(isAsked(country), isAsked(state), isAsked(city), isAsked(postalCode), isAsked(line1), isAsked(line2));
    }

    private static boolean isAsked(String mode) {
        return !mode.equals(DISABLED);
    }
}

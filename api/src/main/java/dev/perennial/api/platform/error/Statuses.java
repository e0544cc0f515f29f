package dev.perennial.api.platform.error;

import io.micronaut.http.HttpStatus;
import java.util.HashMap;
import java.util.Map;

/** The one place that says which status an identifier has. A new refusal needs a line here. */
public final class Statuses {
    private static final Map<String, HttpStatus> BY_IDENTIFIER = new HashMap<>();

    static {
        put(HttpStatus.BAD_REQUEST, "BadRequest", "InvalidStatusTransitionError", "PaymentError", "PaymentMethodInUseByActiveSubscription",
                "PaymentMethodSetupFailed", "AboveMaximumSeats", "BelowMinimumSeats", "AboveMaximumUnits", "BelowMinimumUnits",
                "SeatsAlreadyAssigned", "CannotReinstateSubscription", "NotASeatBasedSubscription", "NotAUnitBasedSubscription",
                "InvalidInvitationToken", "InvalidSeatAssignmentRequest", "MemberEmailMismatch", "SeatAlreadyAssigned", "SeatNotAvailable",
                "SeatNotPending", "InvalidQuantityError", "RevokeSubscriptionBenefitsProhibited", "RotateNotPermitted", "PaymentIntentFailedError",
                "InsufficientBalance", "PayoutAmountTooLarge", "PayoutIntervalLimitReached", "PayoutHeld", "CannotDisconnectLastAuthMethod",
                "SubscriptionNotScheduledToCancel");
        put(HttpStatus.UNAUTHORIZED, "Unauthorized", "LoginCodeInvalidOrExpired", "CustomerSessionCodeInvalidOrExpired", "InvalidCustomerEmailUpdate",
                "InvalidEmailUpdate");
        put(HttpStatus.PAYMENT_REQUIRED, "PaymentFailed", "PaymentActionRequired", "MissingPaymentMethodError");
        put(HttpStatus.FORBIDDEN, "NotPermitted", "PaymentNotReady", "SessionNotFreshError", "AlreadyCanceledSubscription",
                "CannotCreateOrganizationError", "AlreadyActiveSubscriptionError", "NotOpenCheckout", "TrialAlreadyRedeemed",
                "DiscountRedemptionLimitReached", "CustomerNotReady", "DisputeAutoAcceptNotEnabled", "InactiveSubscription",
                "OffSessionChargesNotEnabled", "OrganizationNotReadyForPayments", "PauseResumeNotAllowed", "RefundedAlready", "FeatureNotEnabled",
                "NotBillableSubscription", "UpdateSubscriptionPlanNotAllowed", "UpdateSubscriptionSeatsNotAllowed",
                "UpdateSubscriptionUnitsNotAllowed", "RefundDisputedPayment", "RefundsBlocked", "SSONotEnabled", "OrganizationWouldHaveNoAdmins",
                "InvalidPaymentMethodError", "OrganizationCannotPayout", "PayoutAccountNotReady", "IdentityAlreadyVerified",
                "IdentityVerificationProcessing");
        put(HttpStatus.NOT_FOUND, "ResourceNotFound", "CustomerNotFound", "MemberNotFound", "InvoiceDoesNotExist", "ReceiptNotAllocated",
                "RefundUnknownPayment", "OAuthAccountNotFound");
        put(HttpStatus.CONFLICT, "ResourceAlreadyExists", "AmbiguousExternalCustomerID", "DisputeNotOpenError", "OrderNotEligibleForInvoice",
                "PaymentAlreadyInProgress", "PaymentMethodRequired", "SSOEnforcementRequiresConnection", "SubscriptionLocked", "CheckoutLocked",
                "CannotPauseSubscription", "NoScheduledPause", "NotPausedSubscription", "RevokeNotAllowed", "RefundPendingCreation",
                "CustomerSelectionRequired", "LastSSOConnectionRequired", "PendingPayoutCreation", "InvoiceAlreadyExists", "ProductNotDeletable",
                "CheckoutCustomerDeleted", "IdempotencyKeyInUse", "IdempotencyKeyReused", "TestClockAdvancing");
        put(HttpStatus.GONE, "ResourceUnavailable", "ExpiredCheckoutError");
        put(HttpStatus.PRECONDITION_FAILED, "OrderNotDraft");
        put(HttpStatus.LENGTH_REQUIRED, "LengthRequired");
        put(HttpStatus.REQUEST_ENTITY_TOO_LARGE, "RequestBodyTooLarge");
        put(HttpStatus.REQUEST_URI_TOO_LONG, "RequestLineTooLong");
        put(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "RequestHeadersTooLarge");
        // A payout refuses missing billing details with 400 instead: the one identifier with two meanings.
        put(HttpStatus.UNPROCESSABLE_ENTITY, "MissingInvoiceBillingDetails", "OrderNotEligibleForRetry", "PayoutAccountHasPendingPayouts",
                "CheckoutCustomerExternalIdMismatch", "PaymentRetryValidationError", "TestClockBackwards", "PayoutAccountNonZeroBalance",
                "PayoutAccountLinkedToOrganization", "PayoutAccountStripeAccountDoesNotExist");
        put(HttpStatus.TOO_MANY_REQUESTS, "ManualRetryLimitExceeded");
        put(HttpStatus.INTERNAL_SERVER_ERROR, "InternalServerError", "TimeoutLockError", "LockerError");
        put(HttpStatus.SERVICE_UNAVAILABLE, "PayoutAccountSyncFailed");
    }

    private Statuses() {}

    /**
     * The status of a refusal.
     *
     * @throws IllegalStateException when the table does not know the identifier, which is a mistake of ours
     */
    public static HttpStatus of(String identifier) {
        HttpStatus status = BY_IDENTIFIER.get(identifier);
        if (status == null) {
            throw new IllegalStateException("no status is known for the refusal " + identifier);
        }
        return status;
    }

    private static void put(HttpStatus status, String... identifiers) {
        for (String identifier : identifiers) {
            if (BY_IDENTIFIER.put(identifier, status) != null) {
                throw new IllegalStateException(identifier + " has two statuses");
            }
        }
    }
}

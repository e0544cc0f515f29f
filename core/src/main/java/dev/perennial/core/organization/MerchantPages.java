package dev.perennial.core.organization;

/** The pages that merchants have named as their own: where their checkouts may be shown, and where single sessions are. */
public interface MerchantPages {
    /**
     * Whether any merchant has named this origin.
     *
     * @param origin as a browser writes it
     */
    boolean include(String origin);

    /**
     * Whether the page that shows a session is of this origin.
     *
     * @param clientSecret the session's; it may be of none
     */
    boolean show(String clientSecret, String origin);
}

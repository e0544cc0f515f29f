package dev.perennial.core.identity;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of credential we issue, told apart by their prefix. */
public enum TokenKind {
    /** An organization's own access to the API. */
    ORGANIZATION_ACCESS("polar_oat_"),
    /** A user's own access to the API. */
    PERSONAL_ACCESS("polar_pat_"),
    /** An application's access for a user. */
    OAUTH_USER_ACCESS("polar_at_u_"),
    /** An application's access for an organization; only old grants have it. */
    OAUTH_ORGANIZATION_ACCESS("polar_at_o_"),
    /** Renews an application's access for a user; replaced at each use. */
    OAUTH_USER_REFRESH("polar_rt_u_"),
    /** Renews an application's access for an organization. */
    OAUTH_ORGANIZATION_REFRESH("polar_rt_o_"),
    /** What an application exchanges for its first access token, once. */
    AUTHORIZATION_CODE("polar_ac_"),
    /** The public name of an application. */
    CLIENT_ID("polar_ci_"),
    /** How an application proves to be itself. */
    CLIENT_SECRET("polar_cs_"),
    /** Lets an application read and change its own registration. */
    CLIENT_REGISTRATION("polar_crt_"),
    /** The cookie of a signed-in user. */
    DASHBOARD_SESSION("polar_us_"),
    /** A customer's access to the portal. */
    CUSTOMER_SESSION("polar_cst_"),
    /** A team member's access to the portal. */
    MEMBER_SESSION("polar_mst_"),
    /** Confirms a customer's new e-mail address. */
    EMAIL_CHANGE("polar_cev_"),
    /** Whoever has it may pay this checkout. */
    CHECKOUT_SECRET("polar_c_"),
    /** The lasting public name of a checkout link. */
    CHECKOUT_LINK_SECRET("polar_cl_");

    private final String prefix;

    TokenKind(String prefix) { this.prefix = prefix; }

    /** What every token of this kind begins with; no prefix begins another one. */
    public String prefix() { return prefix; }

    /** The kind a presented value claims to be; says nothing about whether such a token was ever issued. */
    public static Optional<TokenKind> find(String presented) {
        return Arrays.stream(values()).filter(kind -> presented.startsWith(kind.prefix)).findFirst();
    }
}

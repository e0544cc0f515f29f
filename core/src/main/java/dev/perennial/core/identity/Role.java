package dev.perennial.core.identity;

/** What a member is to an organization. The permissions of each role are the matrix of spec/01 section 7.1. */
public enum Role {
    OWNER, ADMIN,
    /** Works with money: may refund, may not see members or change what is sold. */
    FINANCE,
    /** Runs the shop, without its money, its members or its settings. */
    MEMBER;

    /** Whether this role includes the permission. */
    public boolean may(Permission permission) {
        return switch (this) {
            case OWNER, ADMIN -> true;
            case FINANCE -> switch (permission) {
                case PRODUCTS_READ, CUSTOM_FIELDS_READ, CUSTOMERS_READ, SALES_READ, SALES_MANAGE, ANALYTICS_READ, FINANCE_READ -> true;
                case ORGANIZATION_MANAGE, MEMBERS_READ, MEMBERS_MANAGE, PRODUCTS_MANAGE, CUSTOM_FIELDS_MANAGE, CUSTOMERS_MANAGE, ANALYTICS_MANAGE,
                        EVENTS_INGEST, FINANCE_MANAGE ->
                    false;
            };
            case MEMBER -> switch (permission) {
                case ORGANIZATION_MANAGE, MEMBERS_MANAGE, FINANCE_READ, FINANCE_MANAGE -> false;
                case MEMBERS_READ, PRODUCTS_READ, PRODUCTS_MANAGE, CUSTOM_FIELDS_READ, CUSTOM_FIELDS_MANAGE, CUSTOMERS_READ, CUSTOMERS_MANAGE,
                        SALES_READ, SALES_MANAGE, ANALYTICS_READ, ANALYTICS_MANAGE, EVENTS_INGEST ->
                    true;
            };
        };
    }
}

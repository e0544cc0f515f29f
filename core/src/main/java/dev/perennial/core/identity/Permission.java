package dev.perennial.core.identity;

/** What a member may do in an organization, apart from what the credential's scopes allow. */
public enum Permission {
    ORGANIZATION_MANAGE("organization:manage", "manage the organization"), MEMBERS_READ("members:read", "view members"), MEMBERS_MANAGE(
            "members:manage", "manage members"), PRODUCTS_READ("products:read", "view products"), PRODUCTS_MANAGE("products:manage",
                    "manage products"), CUSTOM_FIELDS_READ("custom_fields:read", "view custom fields"), CUSTOM_FIELDS_MANAGE("custom_fields:manage",
                            "manage custom fields"), CUSTOMERS_READ("customers:read", "view customers"), CUSTOMERS_MANAGE("customers:manage",
                                    "manage customers"), SALES_READ("sales:read", "view sales data"), SALES_MANAGE("sales:manage",
                                            "manage sales"), ANALYTICS_READ("analytics:read", "view analytics"), ANALYTICS_MANAGE("analytics:manage",
                                                    "manage analytics"), EVENTS_INGEST("events:ingest", "ingest events"), FINANCE_READ("finance:read",
                                                            "access financial data"), FINANCE_MANAGE("finance:manage", "manage financial data");

    private final String wire;
    private final String action;

    Permission(String wire, String action) {
        this.wire = wire;
        this.action = action;
    }

    /** The name outside, such as {@code products:manage}. */
    public String wire() {
        return wire;
    }

    /** What the permission lets a member do, to follow "permission to". */
    public String action() {
        return action;
    }
}

package dev.perennial.workflows;

import io.temporal.common.SearchAttributeKey;

/** What operators find workflows by. The names are registered with the Temporal namespace before the first start. */
public final class SearchAttributes {
    public static final SearchAttributeKey<String> ORGANIZATION = SearchAttributeKey.forKeyword("PerennialOrganization");
    public static final SearchAttributeKey<String> CUSTOMER = SearchAttributeKey.forKeyword("PerennialCustomer");
    /** The aggregate: {@code checkout}, {@code subscription}, {@code order}, {@code webhook-endpoint}, {@code test-clock}. */
    public static final SearchAttributeKey<String> KIND = SearchAttributeKey.forKeyword("PerennialKind");
    /** The aggregate's state in the words of the wire. */
    public static final SearchAttributeKey<String> STATE = SearchAttributeKey.forKeyword("PerennialState");

    private SearchAttributes() {}
}

package dev.perennial.api.platform.http;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a list on the wire.
 *
 * @param items the views of the page's rows
 */
public record ListResource<T>(List<T> items, Pagination pagination) {
    /**
     * How long the whole list is.
     *
     * @param totalCount rows on all pages
     * @param maxPage number of the last page, 0 when there are no rows; clients stop there
     */
    public record Pagination(long totalCount, long maxPage) {}

    public ListResource { items = List.copyOf(items); }

    /** The page, each row shown by its view. */
    public static <R, T> ListResource<T> of(Listing<R> listing, PageRequest page, Function<R, T> view) {
        return new ListResource<>(listing.items().stream().map(view).toList(),
                new Pagination(listing.totalCount(), page.lastPage(listing.totalCount())));
    }
}

package dev.perennial.api.field;

import dev.perennial.api.platform.http.ListResource;
import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import java.util.List;
import java.util.function.Function;

/** Pages whose rows are shown together, so that what belongs to them is gathered at once. */
public final class Pages {
    private Pages() {}

    /** The page, its rows shown by one call. */
    public static <R, T> ListResource<T> of(Listing<R> found, PageRequest page, Function<List<R>, List<T>> views) {
        return ListResource.of(new Listing<>(views.apply(found.items()), found.totalCount()), page, Function.identity());
    }

    /** The page of a short list that was read as a whole. */
    public static <R, T> ListResource<T> cut(List<R> all, PageRequest page, Function<R, T> view) {
        return ListResource.of(new Listing<>(all.stream().skip(page.offset()).limit(page.limit()).toList(), all.size()), page, view);
    }
}

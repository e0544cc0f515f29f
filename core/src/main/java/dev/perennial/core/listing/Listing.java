package dev.perennial.core.listing;

import java.util.List;

/**
 * One page of a list and the length of the whole list.
 *
 * @param items the rows of the page, in order
 * @param totalCount rows on all pages together
 */
public record Listing<T>(List<T> items, long totalCount) {
    public Listing {
        items = List.copyOf(items);
        if (totalCount < 0) {
            throw new IllegalArgumentException("a list cannot have " + totalCount + " rows");
        }
    }
}

package dev.perennial.core.listing;

/**
 * Which part of a list is asked for.
 *
 * @param page number of the page, from 1
 * @param limit rows per page, 1 to {@value #MAXIMUM_LIMIT}; a larger wish is reduced, never refused
 */
public record PageRequest(int page, int limit) {
    public static final int MAXIMUM_LIMIT = 100;
    public static final int DEFAULT_LIMIT = 10;
    public static final PageRequest FIRST = new PageRequest(1, DEFAULT_LIMIT);

    public PageRequest {
        if (page < 1 || limit < 1) {
            throw new IllegalArgumentException("page " + page + " and limit " + limit + " must be positive");
        }
        limit = Math.min(limit, MAXIMUM_LIMIT);
    }

    /** Rows before this page. */
    public long offset() {
        return (page - 1L) * limit;
    }

    /** Number of the last page of a list of {@code totalCount} rows; 0 when it is empty. */
    public long lastPage(long totalCount) {
        return Math.ceilDiv(totalCount, limit);
    }
}

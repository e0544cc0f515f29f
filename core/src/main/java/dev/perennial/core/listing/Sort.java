package dev.perennial.core.listing;

/**
 * One key a list is ordered by. Repositories add the id as the last key, so that pages never overlap.
 *
 * @param key what the list can be sorted by, an enum beside the list's repository
 */
public record Sort<K extends Enum<K>>(K key, Direction direction) {
    /** Which end of the key comes first. */
    public enum Direction { ASCENDING, DESCENDING }

    /** Smallest, oldest or alphabetically first at the top. */
    public static <K extends Enum<K>> Sort<K> ascending(K key) {
        return new Sort<>(key, Direction.ASCENDING);
    }

    /** Largest, newest or alphabetically last at the top. */
    public static <K extends Enum<K>> Sort<K> descending(K key) {
        return new Sort<>(key, Direction.DESCENDING);
    }
}

package dev.perennial.dev.stripe;

import java.util.List;

/**
 * A decoded API request.
 *
 * @param path the path as called
 * @param ids what stood in the places of the route's {@code {id}}
 */
record Request(String method, String path, List<String> ids, Params params) {
    String id() { return ids.getFirst(); }
}

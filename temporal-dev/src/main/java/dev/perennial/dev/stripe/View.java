package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Read access to the state: committed only from a {@link Store}, with its own changes from a {@link Tx}. */
interface View {
    /** A copy the caller may change, or null. */
    @Nullable
    ObjectNode find(Kind kind, String id);

    /** All ids of a kind, oldest first; some may be gone. */
    IdList ids(Kind kind);

    /** The ids once filed under a term (see {@link Kind#terms}); the caller checks whether it still holds. */
    IdList ids(Kind kind, String term);

    /**
     * The object, which has to be there.
     *
     * @throws ApiError 404 naming the request parameter that held the id
     */
    default ObjectNode fetch(Kind kind, String id, String param) {
        ObjectNode found = find(kind, id);
        if (found == null) {
            throw ApiError.missing(kind, id, param);
        }
        return found;
    }
}

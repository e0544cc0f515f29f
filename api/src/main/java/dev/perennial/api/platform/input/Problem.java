package dev.perennial.api.platform.input;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a 422.
 *
 * @param type kind of the violation, which clients key on, such as {@code missing}
 * @param loc steps to the offending value
 * @param msg sentence for people
 * @param input what was sent there
 * @param ctx figures of the violated rule; left out when there are none
 */
@JsonPropertyOrder({"type", "loc", "msg", "input", "ctx"})
public record Problem(String type, List<Object> loc, String msg, @Nullable Object input,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Object> ctx) {

    public Problem { loc = List.copyOf(loc); }

    /** A problem without figures. */
    public static Problem of(String type, Loc loc, String msg, @Nullable Object input) {
        return new Problem(type, loc.steps(), msg, input, null);
    }
}

package dev.perennial.api.platform.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an operation. Every operation has one; the start fails otherwise.
 *
 * <p>A caller of another kind counts as anonymous: it is let in where {@link Subject#ANONYMOUS} is listed, else refused with 401. Of the scopes,
 * any one is enough; anonymous callers need none. A token that is no good is refused even where nobody needs one.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Access {
    /** The kinds of callers. */
    Subject[] subjects();

    /** Wire names of the scopes, such as {@code products:read}; none means that any credential of the right kind will do. */
    String[] scopes() default {};
}

package dev.perennial.api.platform.document;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a method of a controller cannot say by itself about the operation it answers. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Operation {
    /** The operation's id, such as {@code customers:get_state}; without one it follows from the path and the method's name. */
    String value() default "";

    /** What it does, in a few words; without them the id is spelled out. */
    String summary() default "";

    /**
     * Identifiers of the refusals it has a name for, beyond those that follow from the declaration: 401, 422, and 404 for a path with a variable.
     * An identifier without a fixed status has it in front: {@code 409 CustomerHasHistory}.
     */
    String[] refuses() default {};

    /** Whether what the path names is always there, so that there is no 404. */
    boolean alwaysFound() default false;
}

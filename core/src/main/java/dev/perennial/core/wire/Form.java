package dev.perennial.core.wire;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the type of a field does not say about its values, for those who read the API's document. */
@Documented
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Form {
    /** A format of JSON schema or of the contract, such as {@code uri}. */
    String format() default "";

    /** Fewest characters. */
    int minLength() default 0;

    /** Most characters; 0 for any number. */
    int maxLength() default 0;

    /** Exact number of elements; 0 for any number. */
    int items() default 0;

    /** The enum whose wire names are the only values there are: the domain's own, which knows nothing of JSON. */
    Class<? extends Enum<?>> of() default None.class;

    /** The only values there are, where no enum says so. */
    String[] oneOf() default {};

    /** No enum. */
    enum None {}
}

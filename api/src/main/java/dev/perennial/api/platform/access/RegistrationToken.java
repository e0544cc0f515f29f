package dev.perennial.api.platform.access;

import org.jspecify.annotations.Nullable;

/**
 * The token an application reads and changes its own registration with, as an argument of a controller method. Whether it is the right one is for the
 * operation to find out.
 *
 * @param value the token as it was sent; null when there was none
 */
public record RegistrationToken(@Nullable String value) {}

/**
 * Types of fields that several operations know: addresses, languages, web addresses, e-mail addresses that can be written to. Owns how they are read and
 * what makes them refused; leaves the objects they belong to to the domains' packages.
 */
@NullMarked
package dev.perennial.api.field;

import org.jspecify.annotations.NullMarked;

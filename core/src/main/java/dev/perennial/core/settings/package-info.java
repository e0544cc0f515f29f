/**
 * The settings of an installation, read once from the environment. Owns which variables exist, their defaults and what makes a start impossible;
 * {@code docs/configuration.md} is their reference page.
 */
@NullMarked
package dev.perennial.core.settings;

import org.jspecify.annotations.NullMarked;

/**
 * The merchant: its name, status, settings and the rates it pays. Leaves who may act for it to {@code identity}.
 */
@NullMarked
package dev.perennial.core.organization;

import org.jspecify.annotations.NullMarked;

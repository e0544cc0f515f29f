/**
 * What every domain package shares and none owns: the refusal of a rule, and a value that a partial change may leave out.
 * Owns no rule of its own and knows no business noun. Leaves to the domain packages which refusals exist and what they mean,
 * to {@code api} which HTTP status carries each identifier, and to {@code workflows} how a refusal travels as a value.
 */
@NullMarked
package dev.perennial.core;

import org.jspecify.annotations.NullMarked;

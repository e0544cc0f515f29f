/** Members of customers, for merchants. Owns the operations and their rules of who may become what; leaves the customers themselves to their package. */
@NullMarked
package dev.perennial.api.member;

import org.jspecify.annotations.NullMarked;

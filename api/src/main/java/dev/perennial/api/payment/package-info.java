/** Charges over HTTP, read-only (spec 04 §2). */
@NullMarked
package dev.perennial.api.payment;

import org.jspecify.annotations.NullMarked;

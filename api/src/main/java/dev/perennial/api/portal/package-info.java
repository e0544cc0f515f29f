/** What a customer may do about cards and unpaid orders (spec 03 §17.3, 04 §1.11). */
@NullMarked
package dev.perennial.api.portal;

import org.jspecify.annotations.NullMarked;

/** Custom fields on the wire. Owns how questions are read and changed; leaves answers to the checkouts they are given in. */
@NullMarked
package dev.perennial.api.customfield;

import org.jspecify.annotations.NullMarked;

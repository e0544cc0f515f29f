/** Holds what the API answers against the published contract. */
@NullMarked
package dev.perennial.api.contract;

import org.jspecify.annotations.NullMarked;

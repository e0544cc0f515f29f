/**
 * Holds the OpenAPI document of this project against the published one. Owns what counts as the same structure, and the reviewed list of the differences
 * that are known. Leaves to {@code api} how the document is made, and to the sweep of the operations what is really answered.
 */
@NullMarked
package dev.perennial.e2e.conformance.document;

import org.jspecify.annotations.NullMarked;

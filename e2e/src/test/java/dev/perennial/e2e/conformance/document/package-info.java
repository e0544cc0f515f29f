/** Tests of the comparison of documents, and the comparison itself where the contract is beside the project. */
@NullMarked
package dev.perennial.e2e.conformance.document;

import org.jspecify.annotations.NullMarked;

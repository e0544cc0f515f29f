/**
 * What the running product really answers, held against the contract. The calls are made by scripts of {@code e2e/sdk/conformance}, through the official
 * clients where they have a method that works; this package judges what they wrote down. It leaves the comparison of the two documents to
 * {@code conformance.document}.
 */
@NullMarked
package dev.perennial.e2e.conformance.sweep;

import org.jspecify.annotations.NullMarked;

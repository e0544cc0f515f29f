/**
 * What the steps of all workflows share: the agenda a row gives its workflow, and writing facts. Each domain's steps stand in a package of their own.
 */
@NullMarked
package dev.perennial.activities;

import org.jspecify.annotations.NullMarked;

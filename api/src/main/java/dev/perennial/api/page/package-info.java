/**
 * The few pages that people see before there is a front end: plain HTML without scripts. Owns their frame, the headers that protect them and the guard
 * against forms of other sites; leaves what is on them to the packages that show them.
 */
@NullMarked
package dev.perennial.api.page;

import org.jspecify.annotations.NullMarked;

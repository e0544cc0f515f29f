/** Organizations on the wire: made by people, changed and deleted by those who manage them. Owns how settings are read and replaced. */
@NullMarked
package dev.perennial.api.organization;

import org.jspecify.annotations.NullMarked;

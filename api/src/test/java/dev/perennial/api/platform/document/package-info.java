/** Tests of how records become schemas. */
@NullMarked
package dev.perennial.api.platform.document;

import org.jspecify.annotations.NullMarked;

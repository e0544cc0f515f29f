/** The protocol of applications on the real server and database, its pages included. */
@NullMarked
package dev.perennial.api.oauth;

import org.jspecify.annotations.NullMarked;

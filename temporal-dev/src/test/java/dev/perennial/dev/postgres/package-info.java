/** Tests of the test database server and of the durable server's set-up. */
@NullMarked
package dev.perennial.dev.postgres;

import org.jspecify.annotations.NullMarked;

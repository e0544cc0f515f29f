/**
 * Holds docker-compose.yml, the Dockerfiles and the reference of the settings against the code, since no engine runs them here. Owns reading those files;
 * leaves what an installation does to the tests that run one.
 */
@NullMarked
package dev.perennial.e2e.compose;

import org.jspecify.annotations.NullMarked;

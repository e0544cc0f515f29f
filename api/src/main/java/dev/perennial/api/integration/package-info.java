/**
 * Where providers' events come in: verified, stored, acknowledged, and only then passed on. Nothing is decided here.
 */
@NullMarked
package dev.perennial.api.integration;

import org.jspecify.annotations.NullMarked;

/**
 * The envelope around every answer: versions, headers, cross-origin rules, limits of the body, spelling of paths, health and JSON.
 * Owns the order in which a request passes these gates, and the mapper every answer is written with.
 * Leaves who may call to {@code access} and what an answer says to the controllers.
 */
@NullMarked
package dev.perennial.api.platform.http;

import org.jspecify.annotations.NullMarked;

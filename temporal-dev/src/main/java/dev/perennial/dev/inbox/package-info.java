/**
 * The mail server of the local stack: takes every message from the product over SMTP, delivers none to the world, and shows
 * them in the browser and as JSON. Messages are files in its data folder.
 */
@NullMarked
package dev.perennial.dev.inbox;

import org.jspecify.annotations.NullMarked;

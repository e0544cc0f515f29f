/**
 * Events as messages for a chat, for endpoints that are a channel in Slack or Discord. Owns what is told of an event and in which layout; leaves delivery,
 * order and signatures to what serves every endpoint.
 */
@NullMarked
package dev.perennial.core.wire.chat;

import org.jspecify.annotations.NullMarked;

/**
 * Addresses of the network, each in one spelling: hosts, URLs, mailboxes. Owns what is read as one and how two are compared; leaves to the domains which of them may
 * be called, linked to or written to.
 */
@NullMarked
package dev.perennial.core.address;

import org.jspecify.annotations.NullMarked;

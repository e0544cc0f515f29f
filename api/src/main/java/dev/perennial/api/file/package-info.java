/**
 * Files on the wire: announced here, put and got by signed addresses. Owns the operations on what is known of files, and the receiving end of those addresses
 * where the installation is its own storage; leaves the bytes to the storage.
 */
@NullMarked
package dev.perennial.api.file;

import org.jspecify.annotations.NullMarked;

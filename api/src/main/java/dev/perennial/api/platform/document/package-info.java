/**
 * The OpenAPI document of the API, made from the operations as they run: routes, access, the input they read and the records they answer with.
 * Owns how each of these becomes JSON schema, and the pages that show the document. Leaves to the operations what there is to be described:
 * nothing is said twice, so nothing can be said differently.
 */
@NullMarked
package dev.perennial.api.platform.document;

import org.jspecify.annotations.NullMarked;

/**
 * What every operation of the public API gets without asking: versions, errors, credentials, reading of input, lists, JSON.
 * {@code input} reads requests, {@code error} shapes refusals, {@code access} decides who may call, {@code http} is the envelope around all of it.
 * Owns the conventions of the wire; leaves every operation, its fields and its rules to the packages of the business.
 */
@NullMarked
package dev.perennial.api.platform;

import org.jspecify.annotations.NullMarked;

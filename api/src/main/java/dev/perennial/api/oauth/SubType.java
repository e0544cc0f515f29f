package dev.perennial.api.oauth;

/** Whose access a token is. */
enum SubType { USER, ORGANIZATION }

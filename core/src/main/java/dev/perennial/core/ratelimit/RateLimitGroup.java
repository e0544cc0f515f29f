package dev.perennial.core.ratelimit;

/** How much an organization may ask of the API; an operator's decision. */
public enum RateLimitGroup { RESTRICTED, DEFAULT, WEB, ELEVATED }

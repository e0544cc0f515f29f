package dev.perennial.e2e.conformance.sweep;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** One event as the webhook endpoint got it, a line of {@code events.jsonl}. */
@JsonIgnoreProperties(ignoreUnknown = true)
record Event(String type, String body) {}

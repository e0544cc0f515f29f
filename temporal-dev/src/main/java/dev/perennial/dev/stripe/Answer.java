package dev.perennial.dev.stripe;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a request gets: a status and a JSON object. */
record Answer(int status, ObjectNode body) {
    static Answer ok(ObjectNode body) { return new Answer(200, body); }
}

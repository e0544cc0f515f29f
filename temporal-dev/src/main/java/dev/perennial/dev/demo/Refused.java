package dev.perennial.dev.demo;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A call was answered with an error. */
final class Refused extends StoryFailed {
    private static final long serialVersionUID = 1L;
    private static final int CONFLICT = 409;

    private final boolean underWay;

    Refused(HttpRequest request, HttpResponse<String> answer) {
        super(request.method() + " " + request.uri().getPath() + " was answered with " + answer.statusCode() + ": " + answer.body());
        underWay = answer.statusCode() == CONFLICT && answer.body().contains("Locked");
    }

    /** Whether the change will still be made: the machine is too busy to wait for it within a call. */
    boolean isUnderWay() { return underWay; }
}

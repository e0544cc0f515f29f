package dev.perennial.api.platform;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;

/** An operation whose author forgot to say who may call it. */
@Controller("/v1/undeclared")
@Requires(property = "platform.test.undeclared")
class UndeclaredController {
    @Get
    String answer() {
        return "nobody should see this";
    }
}

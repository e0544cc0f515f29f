package dev.perennial.api.platform.error;

import dev.perennial.api.platform.Marks;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.input.Loc;
import dev.perennial.api.platform.input.Problem;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.server.netty.AbstractNettyHttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/** The answer to what the framework itself refuses: unknown routes, wrong methods, arguments it cannot bind. */
@Singleton
class FrameworkAnswers implements ErrorResponseProcessor<Object> {
    @Override
    @SuppressWarnings("unchecked") // the body of the answer is replaced, whatever it was
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> base) {
        return (MutableHttpResponse<Object>) answer(context, base);
    }

    private static MutableHttpResponse<?> answer(ErrorContext context, MutableHttpResponse<?> base) {
        HttpRequest<?> request = context.getRequest();
        Throwable undecoded = request instanceof AbstractNettyHttpRequest<?> received ? received.getNettyRequest().decoderResult().cause() : null;
        if (undecoded instanceof TooLongHttpLineException) {
            return Answers.named("RequestLineTooLong", "Method, path and query have too many characters together.");
        }
        if (undecoded instanceof TooLongHttpHeaderException) {
            return Answers.named("RequestHeadersTooLarge", "The headers have too many characters together.");
        }
        if (base.status() == HttpStatus.REQUEST_ENTITY_TOO_LARGE) {
            return Answers.named("RequestBodyTooLarge", "The body is too large.");
        }
        if (context.getRootCause().orElse(null) instanceof ConversionErrorException cause) {
            return invalid(Problem.of("value_error", Loc.path(cause.getArgument().getName()), "The value cannot be read.", null));
        }
        if (base.status() == HttpStatus.UNSUPPORTED_MEDIA_TYPE) {
            return invalid(Problem.of("model_attributes_type", Loc.body(), "A JSON body with its content type is expected here.", null));
        }
        if (base.status() == HttpStatus.NOT_FOUND && Marks.isMatched(request)) {
            // A controller found nothing and returned nothing.
            return Answers.named("ResourceNotFound", "Not found");
        }
        if (base.status() == HttpStatus.INTERNAL_SERVER_ERROR) {
            return Answers.unexpected();
        }
        return Answers.framework(base.status());
    }

    private static MutableHttpResponse<?> invalid(Problem problem) {
        return Answers.invalid(new InvalidRequest(InvalidRequest.Kind.SCHEMA, List.of(problem)));
    }
}

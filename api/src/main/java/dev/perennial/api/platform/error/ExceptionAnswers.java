package dev.perennial.api.platform.error;

import dev.perennial.api.platform.Marks;
import dev.perennial.api.platform.input.InvalidRequest;
import dev.perennial.api.platform.idempotency.RequestIds;
import dev.perennial.core.DomainException;
import dev.perennial.core.persistence.SqlFailure;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The answer to every exception a controller or filter lets out. */
@Singleton
class ExceptionAnswers implements ExceptionHandler<Throwable, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionAnswers.class);

    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, Throwable thrown) {
        return switch (thrown) {
            case DomainException no -> Answers.named(no.identifier(), no.detail());
            case ApiError no -> Answers.named(no.status(), no.identifier(), no.detail());
            case InvalidRequest no -> Answers.invalid(no);
            case OAuthError no -> Answers.oauth(no);
            // Ids that repeat are those of a request that was sent again: what it makes is there already.
            case SqlFailure.DuplicateKey twice when RequestIds.areDerived() && isPrimary(twice) ->
                Answers.named("ResourceAlreadyExists", "An earlier try of this request did its work, but its answer was lost.");
            default -> unexpected(request, thrown);
        };
    }

    private static boolean isPrimary(SqlFailure.DuplicateKey twice) {
        String constraint = twice.constraint();
        return constraint != null && constraint.endsWith("_pkey");
    }

    private static HttpResponse<?> unexpected(HttpRequest<?> request, Throwable thrown) {
        // The route, never the path: paths carry client secrets and invitation tokens.
        LOG.error("Request {} {} failed, trace {}", request.getMethodName(), Marks.route(request), Marks.trace(request), thrown);
        return Answers.unexpected();
    }
}

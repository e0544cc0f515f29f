package dev.perennial.api.platform.http;

import dev.perennial.api.platform.input.Body;
import dev.perennial.api.platform.input.Query;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Hands controllers the body and the query of their request. */
@Factory
class InputBinders {
    @Singleton
    BodyBinder bodyBinder() {
        return new BodyBinder();
    }

    @Singleton
    QueryBinder queryBinder() {
        return new QueryBinder();
    }

    @Singleton
    ByteStreamBinder byteStreamBinder() {
        return new ByteStreamBinder();
    }

    static final class ByteStreamBinder implements TypedRequestArgumentBinder<ByteStream> {
        @Override
        public Argument<ByteStream> argumentType() {
            return Argument.of(ByteStream.class);
        }

        @Override
        public BindingResult<ByteStream> bind(ArgumentConversionContext<ByteStream> context, HttpRequest<?> request) {
            ByteStream stream = new ByteStream(() -> Received.stream(request));
            return () -> Optional.of(stream);
        }
    }

    static final class BodyBinder implements TypedRequestArgumentBinder<Body> {
        @Override
        public Argument<Body> argumentType() {
            return Argument.of(Body.class);
        }

        @Override
        public BindingResult<Body> bind(ArgumentConversionContext<Body> context, HttpRequest<?> request) {
            CompletableFuture<byte[]> content = Received.body(request);
            // Controllers run on virtual threads: waiting for the last bytes holds up nobody else.
            Body body = new Body(content::join);
            return () -> Optional.of(body);
        }
    }

    static final class QueryBinder implements TypedRequestArgumentBinder<Query> {
        @Override
        public Argument<Query> argumentType() {
            return Argument.of(Query.class);
        }

        @Override
        public BindingResult<Query> bind(ArgumentConversionContext<Query> context, HttpRequest<?> request) {
            Query query = new Query(request.getParameters().asMap());
            return () -> Optional.of(query);
        }
    }
}

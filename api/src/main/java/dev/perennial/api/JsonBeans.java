package dev.perennial.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perennial.api.platform.http.WireMapper;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.jackson.ObjectMapperFactory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Makes the framework write JSON as the wire wants it. */
@Factory
class JsonBeans {
    @Singleton
    @Primary
    @Named("json")
    @Replaces(value = ObjectMapper.class, factory = ObjectMapperFactory.class)
    ObjectMapper objectMapper() {
        return WireMapper.create();
    }
}

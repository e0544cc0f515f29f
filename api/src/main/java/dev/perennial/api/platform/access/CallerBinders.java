package dev.perennial.api.platform.access;

import dev.perennial.core.identity.Caller;
import dev.perennial.core.identity.CustomerCaller;
import dev.perennial.core.identity.MemberCaller;
import dev.perennial.core.identity.MerchantCaller;
import dev.perennial.core.identity.OrganizationCaller;
import dev.perennial.core.identity.PortalCaller;
import dev.perennial.core.identity.UserCaller;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands controllers their caller, as whichever type of it they declare. */
@Factory
class CallerBinders {
    @Singleton
    CallerBinder<Caller> caller() {
        return new CallerBinder<>(Caller.class);
    }

    @Singleton
    CallerBinder<MerchantCaller> merchant() {
        return new CallerBinder<>(MerchantCaller.class);
    }

    @Singleton
    CallerBinder<OrganizationCaller> organization() {
        return new CallerBinder<>(OrganizationCaller.class);
    }

    @Singleton
    CallerBinder<UserCaller> user() {
        return new CallerBinder<>(UserCaller.class);
    }

    @Singleton
    CallerBinder<PortalCaller> portal() {
        return new CallerBinder<>(PortalCaller.class);
    }

    @Singleton
    CallerBinder<CustomerCaller> customer() {
        return new CallerBinder<>(CustomerCaller.class);
    }

    @Singleton
    CallerBinder<MemberCaller> member() {
        return new CallerBinder<>(MemberCaller.class);
    }

    @Singleton
    RegistrationTokenBinder registrationToken() {
        return new RegistrationTokenBinder();
    }

    static final class RegistrationTokenBinder implements TypedRequestArgumentBinder<RegistrationToken> {
        @Override
        public Argument<RegistrationToken> argumentType() {
            return Argument.of(RegistrationToken.class);
        }

        @Override
        public BindingResult<RegistrationToken> bind(ArgumentConversionContext<RegistrationToken> context, HttpRequest<?> request) {
            String sent = BearerToken.of(request);
            RegistrationToken token = new RegistrationToken(sent != null && sent.startsWith(AccessFilter.REGISTRATION_PREFIX) ? sent : null);
            return () -> Optional.of(token);
        }
    }

    static final class CallerBinder<T extends Caller> implements TypedRequestArgumentBinder<T> {
        private final Class<T> type;

        CallerBinder(Class<T> type) { this.type = type; }

        @Override
        public Argument<T> argumentType() {
            return Argument.of(type);
        }

        @Override
        public BindingResult<T> bind(ArgumentConversionContext<T> context, HttpRequest<?> request) {
            // A kind of caller that is admitted but does not fit the argument is a mistake of the operation's declaration.
            T caller = type.cast(request.getAttribute(AccessFilter.CALLER).orElseThrow(() -> new IllegalStateException("no caller was resolved")));
            return () -> Optional.of(caller);
        }
    }
}

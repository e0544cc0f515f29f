package dev.perennial.api.platform.limit;

import dev.perennial.core.settings.Settings;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;

/** That the operator wants limits. */
final class RateLimitsOn implements Condition {
    @Override
    @SuppressWarnings("rawtypes") // As the framework declares it.
    public boolean matches(ConditionContext context) {
        return context.getBean(Settings.class).rateLimits();
    }
}

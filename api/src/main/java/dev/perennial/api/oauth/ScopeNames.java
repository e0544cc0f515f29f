package dev.perennial.api.oauth;

import dev.perennial.core.identity.Scope;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the scopes mean, for people who are asked for them. */
final class ScopeNames {
    static final Map<String, String> ALL;

    static {
        Map<String, String> names = new LinkedHashMap<>();
        for (Scope scope : Scope.values()) {
            names.put(scope.wire(), of(scope));
        }
        ALL = Collections.unmodifiableMap(names);
    }

    private ScopeNames() {}

    private static String of(Scope scope) {
        return switch (scope) {
            case OPENID -> "Know who you are";
            case PROFILE -> "See your profile";
            case EMAIL -> "See your e-mail address";
            case USER_READ -> "See your account";
            case USER_WRITE -> "Change your account";
            case CUSTOMER_PORTAL_READ -> "See your own orders, subscriptions and benefits";
            case CUSTOMER_PORTAL_WRITE -> "Change your own orders, subscriptions and benefits";
            default -> {
                String[] words = scope.wire().split(":");
                yield (words[1].equals("read") ? "See " : "Create and change ") + words[0].replace('_', ' ');
            }
        };
    }
}

package dev.perennial.api.organization;

import static dev.perennial.api.platform.input.Values.text;

import dev.perennial.api.platform.input.Value;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What an organization may be called (spec 01 §13.1). */
final class Names {
    /** Names that would make somebody believe to deal with the operator, or with those who move the money. */
    private static final Set<String> MISLEADING = Set.of("perennial", "stripe", "paypal", "visa", "mastercard");

    /** First steps of paths that pages of the installation have or are likely to get. */
    private static final Set<String> RESERVED = Set.of("admin", "api", "app", "assets", "auth", "checkout", "dashboard", "docs", "files", "healthz",
            "help", "integrations", "legal", "login", "logout", "metrics", "new", "oauth2", "onboarding", "openapi", "portal", "prometheus", "public",
            "settings", "signup", "static", "status", "storage", "support", "terms", "webhooks", "well-known");

    static final Value<String> NAME = text().trimmed().atLeast(3).must(name -> !isMisleading(name), "this name is not possible.");

    static final Value<String> SLUG = text().trimmed().lowerCase().length(3, 64)
            .must(slug -> slug.matches("[a-z0-9]+(-[a-z0-9]+)*"), "a slug has letters, digits and single hyphens between them.")
            .must(slug -> !RESERVED.contains(slug) && !isMisleading(slug), "this slug is not possible.");

    private Names() {}

    private static boolean isMisleading(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).anyMatch(MISLEADING::contains);
    }
}

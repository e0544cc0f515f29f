package dev.perennial.api.bootstrap;

import dev.perennial.core.address.EmailAddress;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which organization is to be made, and whose it is. */
record FirstOrganization(String slug, String name, String ownerEmail) {
    static final String USAGE = "usage: Bootstrap --organization-slug acme --organization-name \"Acme\" --owner-email owner@acme.example";
    private static final String SLUG = "--organization-slug";
    private static final String NAME = "--organization-name";
    private static final String OWNER = "--owner-email";

    FirstOrganization {
        require(slug.length() >= 3 && slug.length() <= 64 && slug.matches("[a-z0-9]+(-[a-z0-9]+)*"),
                SLUG + " needs 3 to 64 lower-case letters and digits, with single hyphens between them");
        require(name.length() >= 3, NAME + " needs at least 3 characters");
        require(EmailAddress.read(ownerEmail).isPresent(), OWNER + " must be an e-mail address");
        ownerEmail = EmailAddress.sought(ownerEmail);
    }

    /**
     * The organization of a name, under a slug that is made of it.
     *
     * @throws IllegalArgumentException saying what is wrong with which of the two
     */
    static FirstOrganization named(String name, String ownerEmail) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT).replaceAll("\\p{M}", "");
        String slug = plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return new FirstOrganization(slug, name, ownerEmail);
    }

    /** @throws IllegalArgumentException saying what is wrong with which argument */
    static FirstOrganization of(String... arguments) {
        List<String> words = Arrays.asList(arguments);
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < words.size(); i += 2) {
            require(List.of(SLUG, NAME, OWNER).contains(words.get(i)), words.get(i) + " is unknown");
            require(i + 1 < words.size(), words.get(i) + " has no value");
            given.put(words.get(i), words.get(i + 1).strip());
        }
        return new FirstOrganization(given.getOrDefault(SLUG, ""), given.getOrDefault(NAME, ""), given.getOrDefault(OWNER, ""));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise + "\n" + USAGE);
        }
    }
}

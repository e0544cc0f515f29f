package dev.perennial.core.organization;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who a merchant says it is.
 *
 * @param country upper-case ISO code
 * @param details answers about the business, as they were given
 * @param legalEntity whether a person or a company sells, as it was given
 * @param onboardedAt when the merchant first changed anything
 */
public record Profile(@Nullable String avatarUrl, @Nullable String email, @Nullable String website, List<SocialLink> socials,
        @Nullable String country,
        Map<String, Object> details, @Nullable Map<String, Object> legalEntity, @Nullable Instant detailsSubmittedAt,
        @Nullable Instant onboardingResubmissionRequestedAt, @Nullable Instant onboardedAt) {

    static final Profile EMPTY = new Profile(null, null, null, List.of(), null, Map.of(), null, null, null, null);

    public Profile { socials = List.copyOf(socials); }

    /** Nothing but what somebody says when the organization is made. */
    public static Profile of(@Nullable String avatarUrl, @Nullable String email, @Nullable String website, List<SocialLink> socials,
            @Nullable String country, Map<String, Object> details, @Nullable Map<String, Object> legalEntity) {
        return new Profile(avatarUrl, email, website, socials, country, details, legalEntity, null, null, null);
    }
}

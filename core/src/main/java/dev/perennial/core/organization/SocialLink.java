package dev.perennial.core.organization;

import dev.perennial.core.address.WebUrl;
import java.util.List;

/** A page of the merchant in a network; which one is told by its host, whatever the merchant calls it (spec 01 §13.3). */
public record SocialLink(Platform platform, String url) {
    /** The networks with a name of their own. */
    public enum Platform {
        X("x.com", "twitter.com"), GITHUB("github.com"), FACEBOOK("facebook.com", "fb.com"), INSTAGRAM("instagram.com"), YOUTUBE("youtube.com",
                "youtu.be"), TIKTOK(
                        "tiktok.com"), LINKEDIN("linkedin.com"), THREADS("threads.net", "threads.com"), DISCORD("discord.com", "discord.gg"), OTHER;

        @SuppressWarnings("ImmutableEnumChecker") // The list is unmodifiable.
        private final List<String> domains;

        Platform(String... domains) { this.domains = List.of(domains); }

        private boolean has(String host) {
            return domains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
        }
    }

    /** The link with its platform found. */
    public static SocialLink of(String url) {
        String host = WebUrl.of(url).host();
        for (Platform platform : Platform.values()) {
            if (platform.has(host)) {
                return new SocialLink(platform, url);
            }
        }
        return new SocialLink(Platform.OTHER, url);
    }
}

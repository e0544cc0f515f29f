package dev.perennial.core.oauth;

import dev.perennial.core.listing.Listing;
import dev.perennial.core.listing.PageRequest;
import java.util.Optional;
import java.util.UUID;

/** The registered applications. */
public interface OAuthClients {
    void insert(OAuthClient client);

    /** An application by its public name. */
    Optional<OAuthClient> find(String clientId);

    /** The applications somebody registered, newest first. */
    Listing<OAuthClient> ofUser(UUID userId, PageRequest page);

    /** Stores what the application says about itself, and its secret, which comes and goes with the way it proves itself. */
    void update(OAuthClient client);

    /** Removes an application; its tokens end with it. */
    void delete(UUID id);
}

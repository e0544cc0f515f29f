package dev.perennial.core.oauth;

import java.util.Optional;
import java.util.UUID;

/** The consents of people to applications, one for each pair. */
public interface Consents {
    Optional<Consent> find(UUID clientId, UUID userId);

    void save(UUID clientId, UUID userId, Consent consent);
}

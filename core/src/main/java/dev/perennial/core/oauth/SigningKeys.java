package dev.perennial.core.oauth;

import java.util.List;
import java.util.function.Supplier;

/** The keys that identity tokens are signed with, encrypted by whoever uses them. */
public interface SigningKeys {
    /** Every key there is, newest first. */
    List<StoredKey> all();

    /** The keys there are; when there are none yet one is made, outside any transaction. Processes that start at once agree on one. */
    List<StoredKey> orFirst(Supplier<StoredKey> maker);

    void insert(StoredKey key);

    /** A private key as it is kept. */
    record StoredKey(String id, String encryptedKey) {}
}

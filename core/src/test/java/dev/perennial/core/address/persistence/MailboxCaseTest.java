package dev.perennial.core.address.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perennial.core.address.EmailAddress;
import dev.perennial.core.identity.Users;
import dev.perennial.core.persistence.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The database compares mailboxes without their case: no other letter is taken for an ASCII one by that (INP-7). */
class MailboxCaseTest {
    @AutoClose
    static final TestDatabase database = new TestDatabase();

    @Test
    void aLetterOfAnotherScriptIsNobodyElses() {
        List<String> others = IntStream.rangeClosed(0x80, Character.MAX_CODE_POINT)
                .mapToObj(c -> EmailAddress.read(Character.toString(c) + "@example.com"))
                .flatMap(Optional::stream).filter(address -> address.codePointAt(0) >= 0x80).toList();
        assertThat(others).hasSizeGreaterThan(100_000);
        assertThat(database.sql().list("select address from unnest(?::text[]) address where octet_length(lower(address)) = length(address)",
                row -> row.text("address"), others)).isEmpty();
    }

    @Test
    void whoReadsAnotherMailboxSignsInAsAnotherUser() {
        Users users = database.get(Users.class);
        assertThat(users.register(EmailAddress.read("m\u0130ke@example.com").orElseThrow())).isNotEqualTo(users.register("mike@example.com"));
    }
}

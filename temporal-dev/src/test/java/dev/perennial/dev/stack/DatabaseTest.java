package dev.perennial.dev.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.dev.supervision.StartFailed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # url                                          | JDBC                                            | user | password
            postgresql://ann@db.example:6000/shop          | jdbc:postgresql://db.example:6000/shop          | ann  | ''
            postgres://ann:s%40fe+1@db.example/shop        | jdbc:postgresql://db.example:5432/shop          | ann  | s@fe+1
            postgresql://a:b@h:1/shop?sslmode=require      | jdbc:postgresql://h:1/shop?sslmode=require      | a    | b
            """)
    void isTakenApart(String url, String jdbc, String user, String password) throws StartFailed {
        assertThat(Database.of(url)).isEqualTo(new Database(url, jdbc, user, password));
    }

    @Test
    void needsAUserAndAName() {
        assertThatThrownBy(() -> Database.of("postgresql://db.example:5432/shop")).isInstanceOf(StartFailed.class)
                .hasMessageContaining("DATABASE_URL");
    }
}

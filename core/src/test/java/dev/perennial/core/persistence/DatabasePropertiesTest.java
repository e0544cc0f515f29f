package dev.perennial.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.flyway.FlywayConfigurationProperties;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How each kind of process connects, and what its connections wait for (LIV-1, LIV-2). */
class DatabasePropertiesTest {
    private static final long STEP_MILLIS = 5_000;

    enum Kind {
        REQUESTS, STEPS;

        TestDatabase database() {
            return switch (this) {
                case REQUESTS -> new TestDatabase(DatabaseProperties::of);
                case STEPS -> new TestDatabase(DatabaseProperties::forSteps);
            };
        }
    }

    private static String setting(TestDatabase database, String name) {
        return database.sql().one("select current_setting('" + name + "') as value", row -> row.text("value"));
    }

    private static long millis(TestDatabase database, String name) {
        return database.sql().one("select setting::bigint as value from pg_settings where name = '" + name + "'", row -> row.number("value"));
    }

    private static HikariDataSource pool(TestDatabase database) {
        return (HikariDataSource) DelegatingDataSource.unwrapDataSource(database.get(DataSource.class));
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsWaitedForAsLongAsAStepMayTake(Kind process) {
        try (var database = process.database()) {
            Properties driver = pool(database).getDataSourceProperties();
            assertThat(driver).containsEntry("prepareThreshold", "2").containsEntry("tcpKeepAlive", "true");
            long socket = 1_000 * Long.parseLong(driver.getProperty("socketTimeout"));
            long statement = millis(database, "statement_timeout");
            long lock = millis(database, "lock_timeout");
            long connect = 1_000 * Long.parseLong(driver.getProperty("connectTimeout"));
            assertThat(lock).isPositive().isLessThan(statement);
            assertThat(statement).as("the database's answer comes before the socket is given up").isLessThan(socket);
            assertThat(socket).isLessThan(STEP_MILLIS);
            assertThat(connect).isPositive().isLessThan(STEP_MILLIS);
            assertThat(pool(database).getConnectionTimeout()).isLessThan(STEP_MILLIS);
            assertThat(millis(database, "idle_in_transaction_session_timeout")).isPositive().isLessThan(STEP_MILLIS);
            assertThat(setting(database, "plan_cache_mode")).isEqualTo(process == Kind.STEPS ? "force_generic_plan" : "auto");
        }
    }

    @Test
    void aTransactionThatStandsStillLetsItsLocksGo() {
        try (var database = new TestDatabase()) {
            database.sql().update("create table thing (id int primary key)");
            database.sql().update("insert into thing values (1)");
            assertThatThrownBy(() -> database.inTransaction(() -> {
                database.sql().update("update thing set id = 1");
                var waiting = database.elsewhere(() -> database.sql().update("update thing set id = 1"));
                assertThatThrownBy(waiting::join).hasRootCauseMessage("ERROR: canceling statement due to lock timeout\n"
                        + "  Where: while updating tuple (0,1) in relation \"thing\"");
                var patient = database.elsewhere(() -> {
                    database.sql().update("set local lock_timeout = 0");
                    return database.sql().update("update thing set id = 1");
                });
                assertThat(patient.join()).isEqualTo(1);
            })).as("its own commit comes too late").isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void migrationsMayTakeLongButDoNotWaitLongForLocks() {
        try (var database = new TestDatabase()) {
            String url = database.get(FlywayConfigurationProperties.class).getUrl();
            assertThat(url).contains("lock_timeout").doesNotContain("statement_timeout", "socketTimeout");
            assertThat(Duration.ofMillis(Long.parseLong(url.replaceAll(".*lock_timeout=", "")))).isLessThan(Duration.ofMinutes(1));
        }
    }
}

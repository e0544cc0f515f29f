package dev.perennial.core.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** How each kind of process connects. */
class DatabasePropertiesTest {
    private static String planning(TestDatabase database) {
        return database.sql().one("show plan_cache_mode", row -> row.text("plan_cache_mode"));
    }

    private static HikariDataSource pool(TestDatabase database) {
        return (HikariDataSource) DelegatingDataSource.unwrapDataSource(database.get(DataSource.class));
    }

    @Test
    void stepsArePlannedOnce() {
        try (var steps = new TestDatabase(DatabaseProperties::forSteps)) {
            assertThat(planning(steps)).isEqualTo("force_generic_plan");
            assertThat(pool(steps).getDataSourceProperties()).containsEntry("prepareThreshold", "2");
        }
    }

    @Test
    void requestsDoNotWaitLongForAConnection() {
        try (var requests = new TestDatabase(DatabaseProperties::forRequests)) {
            assertThat(planning(requests)).isEqualTo("auto");
            assertThat(pool(requests).getConnectionTimeout()).isEqualTo(3_000);
            assertThat(pool(requests).getDataSourceProperties()).containsEntry("prepareThreshold", "2");
        }
    }
}

package dev.perennial.api.platform.http;

import io.micronaut.http.annotation.Status;
import dev.perennial.api.platform.access.Access;
import dev.perennial.api.platform.access.Subject;
import dev.perennial.api.platform.limit.Limited;
import dev.perennial.api.platform.limit.Zone;
import io.micronaut.context.BeanProvider;
import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells a supervisor whether this process can serve. */
@Controller("/healthz")
class HealthController {
    private static final Logger LOG = LoggerFactory.getLogger(HealthController.class);
    private static final int PATIENCE_SECONDS = 2;

    private final BeanProvider<DataSource> database;

    HealthController(BeanProvider<DataSource> database) { this.database = database; }

    @Get
    @Access(subjects = Subject.ANONYMOUS)
    @Status(HttpStatus.OK)
    @Limited(Zone.NONE)
    HttpResponse<?> health() {
        return database.isPresent() && !answers(database.get())
                ? HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("detail", "The database does not answer."))
                : HttpResponse.ok(Map.of("status", "ok"));
    }

    private static boolean answers(DataSource source) {
        // The pool itself: what is injected hands out connections inside a transaction only.
        try (var connection = DelegatingDataSource.unwrapDataSource(source).getConnection(); var statement = connection.createStatement()) {
            statement.setQueryTimeout(PATIENCE_SECONDS);
            return statement.execute("select 1");
        } catch (SQLException failed) {
            LOG.warn("The database does not answer", failed);
            return false;
        }
    }
}

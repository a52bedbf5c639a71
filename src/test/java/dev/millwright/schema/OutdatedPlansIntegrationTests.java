package dev.millwright.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millwright.testing.Database;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Statements that were prepared before the type of a column changed. */
class OutdatedPlansIntegrationTests {

    /** The driver has PostgreSQL prepare what is run more often. */
    private static final int OFTEN = 8;

    private static final String READ = "select a from changing where ? = 1";

    private final Database database = Database.create();
    private HikariDataSource pool;
    private JdbcTemplate jdbc;

    @BeforeEach
    void prepare() {
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(1);
        config.setExceptionOverrideClassName(OutdatedPlans.class.getName());
        pool = new HikariDataSource(config);
        jdbc = new JdbcTemplate(pool);
        jdbc.execute("create table changing (a uuid)");
        for (int i = 0; i < OFTEN; i++) {
            jdbc.queryForList(READ, 1);
        }
        // By another connection: the driver may notice what is done by its own.
        new JdbcTemplate(database.dataSource())
                .execute("alter table changing alter column a type uuid[] using array[a]");
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private Integer read(AtomicInteger attempts) {
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(pool));
        return Objects.requireNonNull(transaction.execute(status -> {
            attempts.incrementAndGet();
            jdbc.queryForObject("select 1", Integer.class);
            return jdbc.queryForList(READ, 1).size();
        }));
    }

    @Test
    void areTriedAgainOnAConnectionThatIsKept() {
        Object connection = jdbc.queryForObject("select pg_backend_pid()", Integer.class);
        AtomicInteger attempts = new AtomicInteger();
        assertThat(SchemaRetry.retrying(() -> read(attempts))).isZero();
        assertThat(attempts).hasValue(2);
        assertThat(jdbc.queryForObject("select pg_backend_pid()", Integer.class))
                .isEqualTo(connection);
    }

    @Test
    void areRefusedByPostgresWithinATransaction() {
        assertThatThrownBy(() -> read(new AtomicInteger())).hasStackTraceContaining("cached plan must not change");
    }
}

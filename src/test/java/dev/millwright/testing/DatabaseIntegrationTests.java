package dev.millwright.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseIntegrationTests {

    @Test
    void databasesAreEmptyAndApart() throws SQLException {
        Database one = Database.create();
        Database other = Database.create();
        try (var connection = one.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create table here (id int)");
        }
        assertThat(query(other, "select count(*) from pg_tables where tablename = 'here'"))
                .isEqualTo("0");
    }

    @Test
    void trigramsOfChineseAreNotEmpty() throws SQLException {
        Database database = Database.create();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create extension pg_trgm");
        }
        assertThat(query(database, "select array_length(show_trgm('序列号'), 1)")).isNotNull();
    }

    private static String query(Database database, String sql) throws SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            result.next();
            return result.getString(1);
        }
    }
}

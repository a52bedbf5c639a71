package dev.millwright.schema.internal;

import dev.millwright.schema.ColumnSpec;
import dev.millwright.schema.ColumnType;
import dev.millwright.schema.Scope;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * The different values in columns that belong together, read as they are needed.
 *
 * @param columns what they hold
 * @param names their names in the table
 */
record DistinctValues(JdbcTemplate jdbc, TableName table, List<ColumnSpec> columns, List<String> names) {

    private static final int FETCHED = 10_000;

    /** Tells each with the number of its rows in scope; rows without a value are left out. */
    void each(Scope scope, BiConsumer<List<@Nullable Object>, Long> consumer) {
        String values = Sql.names(names);
        String sql = "SELECT " + values + ", count(*)"
                + (scope == Scope.LIVE ? " FILTER (WHERE " + Sql.name(SystemColumns.DELETED_AT) + " IS NULL)" : "")
                + " FROM " + Sql.name(table) + " WHERE " + Sql.name(names.getFirst())
                + " IS NOT NULL GROUP BY " + values;
        RowCallbackHandler each = row -> consumer.accept(read(row), row.getLong(columns.size() + 1));
        jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(sql);
                    statement.setFetchSize(FETCHED);
                    return statement;
                },
                each);
    }

    private List<@Nullable Object> read(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            values.add(read(row, i + 1, columns.get(i).type()));
        }
        return values;
    }

    static @Nullable Object read(ResultSet row, int place, ColumnType type) throws SQLException {
        Object value = switch (type) {
            case TEXT, JSONB -> row.getString(place);
            case BIGINT -> row.getLong(place);
            case NUMERIC -> row.getBigDecimal(place);
            case BOOLEAN -> row.getBoolean(place);
            case DATE -> row.getObject(place, LocalDate.class);
            case TIMESTAMPTZ -> row.getObject(place, OffsetDateTime.class);
            case UUID -> row.getObject(place, UUID.class);
            case TEXT_ARRAY, UUID_ARRAY -> {
                Array array = row.getArray(place);
                yield array == null ? null : array.getArray();
            }
        };
        return row.wasNull() ? null : value;
    }

    static void set(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        switch (value) {
            case UUID[] ids ->
                statement.setArray(place, statement.getConnection().createArrayOf("uuid", ids));
            case Object[] texts ->
                statement.setArray(place, statement.getConnection().createArrayOf("text", texts));
            case null, default -> statement.setObject(place, value);
        }
    }
}

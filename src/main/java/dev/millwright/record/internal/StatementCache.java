package dev.millwright.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.keyword;
import static org.jooq.impl.DSL.val;

import dev.millwright.schema.ColumnType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.stereotype.Component;

/**
 * Statements that jOOQ wrote once and that are run again and again with other values: writing one out costs more than PostgreSQL needs to
 * run it.
 */
@Component
class StatementCache {

    private static final Configuration POSTGRES = new DefaultConfiguration().set(SQLDialect.POSTGRES);

    /** StatementCache of releases that are gone stay until then. */
    private static final int MOST = 2_000;

    private final DSLContext dsl;
    private final DataSource dataSource;
    private final SQLExceptionTranslator translator = new SQLExceptionSubclassTranslator();
    private final Map<Object, Shape<?>> shapes = new ConcurrentHashMap<>();

    StatementCache(DSLContext dsl, DataSource dataSource) {
        this.dsl = dsl;
        this.dataSource = dataSource;
    }

    /** A statement and what its rows are read with; {@code parameters} in the order in which they are bound. */
    record Shape<P>(String sql, List<String> parameters, P reader) {}

    /** A value to be bound by name; one of an array type when there are several rows. */
    record Bound(ColumnType type, boolean array, @Nullable Object value) {

        static Bound one(ColumnType type, @Nullable Object value) {
            return new Bound(type, false, value);
        }
    }

    /**
     * A query as jOOQ knows it, and what its rows are read with.
     *
     * @param named whether it has {@link #parameter}s; else its values are bound as {@code 1}, {@code 2} and so on
     */
    record Written<P>(Query query, boolean named, P reader) {}

    /** A place in a query for the value of that name, which may have many places; jOOQ takes the name itself for the value. */
    static <T> Field<T> parameter(String name, DataType<T> type) {
        return field("cast({0} as {1})", type, val(name), keyword(type.getCastTypeName(POSTGRES)));
    }

    /**
     * @param key equal for everything that is written as the same statement and read in the same way
     */
    @SuppressWarnings("unchecked") // a key stands for one kind of reader
    <P> Shape<P> shape(Object key, Supplier<Written<P>> writer) {
        Shape<?> known = shapes.get(key);
        if (known == null) {
            if (shapes.size() > MOST) {
                shapes.clear();
            }
            Written<P> written = writer.get();
            known = new Shape<>(dsl.render(written.query()), parameters(written), written.reader());
            shapes.put(key, known);
        }
        return (Shape<P>) known;
    }

    private List<String> parameters(Written<?> written) {
        List<Object> values = dsl.extractBindValues(written.query());
        List<String> names = new ArrayList<>();
        for (Object value : values) {
            names.add(written.named() ? String.valueOf(value) : String.valueOf(names.size() + 1));
        }
        return names;
    }

    <P, T> List<T> query(Shape<P> shape, Map<String, Bound> values, Function<Row, T> reader) {
        return query(shape, values, 0, reader);
    }

    /**
     * @param seconds after which PostgreSQL is told to stop; 0 for as long as the connection allows
     */
    <P, T> List<T> query(Shape<P> shape, Map<String, Bound> values, int seconds, Function<Row, T> reader) {
        return run(shape, values, statement -> {
            if (seconds > 0) {
                statement.setQueryTimeout(seconds);
            }
            try (ResultSet result = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                Row row = Row.of(result);
                while (result.next()) {
                    rows.add(reader.apply(row));
                }
                return rows;
            }
        });
    }

    int update(Shape<?> shape, Map<String, Bound> values) {
        return run(shape, values, PreparedStatement::executeUpdate);
    }

    private <T> T run(Shape<?> shape, Map<String, Bound> values, Work<T> work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try (PreparedStatement statement = connection.prepareStatement(shape.sql())) {
            int index = 0;
            for (String parameter : shape.parameters()) {
                Bound value = values.get(parameter);
                if (value == null) {
                    throw new IllegalStateException("Nothing to bind for " + parameter);
                }
                bind(connection, statement, ++index, value);
            }
            return work.with(statement);
        } catch (SQLException e) {
            RuntimeException translated = translator.translate("Reading or writing records", null, e);
            throw translated != null ? translated : new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, Bound bound)
            throws SQLException {
        Object value = bound.value();
        if (value == null) {
            statement.setNull(index, java.sql.Types.OTHER);
        } else if (bound.array()) {
            statement.setArray(
                    index, connection.createArrayOf(elementName(bound.type()), texts(bound, (Object[]) value)));
        } else {
            switch (value) {
                case Instant moment -> statement.setObject(index, moment.atOffset(ZoneOffset.UTC));
                case JSONB json -> statement.setString(index, json.data());
                case String text -> statement.setString(index, text);
                case Object[] many -> statement.setArray(index, connection.createArrayOf("text", many));
                default -> statement.setObject(index, value);
            }
        }
    }

    /** The driver's own arrays of moments and days depend on the time zone of the JVM. */
    private static Object[] texts(Bound bound, Object[] values) {
        return switch (bound.type()) {
            case DATE, TIMESTAMPTZ, JSONB -> {
                yield Arrays.stream(values)
                        .map(value -> value == null ? null : value.toString())
                        .toArray();
            }
            case TEXT, BIGINT, NUMERIC, BOOLEAN, UUID, UUID_ARRAY, TEXT_ARRAY -> values;
        };
    }

    private static String elementName(ColumnType type) {
        return switch (type) {
            case TIMESTAMPTZ -> "timestamptz";
            case BIGINT -> "int8";
            case BOOLEAN -> "bool";
            case TEXT, NUMERIC, DATE, UUID, JSONB -> type.sqlName();
            case TEXT_ARRAY -> "text";
            case UUID_ARRAY -> "uuid";
        };
    }

    /** Something done with a statement. */
    private interface Work<T> {
        T with(PreparedStatement statement) throws SQLException;
    }

    /** One row of a result, by the number of the column from 0. */
    interface Row {

        @Nullable Object get(int column, ColumnType type);

        static Row of(ResultSet result) {
            return (column, type) -> {
                try {
                    int index = column + 1;
                    Object value = switch (type) {
                        case TEXT, JSONB -> result.getString(index);
                        case BIGINT -> result.getLong(index);
                        case NUMERIC -> result.getBigDecimal(index);
                        case BOOLEAN -> result.getBoolean(index);
                        case DATE -> result.getObject(index, LocalDate.class);
                        case TIMESTAMPTZ -> {
                            OffsetDateTime moment = result.getObject(index, OffsetDateTime.class);
                            yield moment == null ? null : moment.toInstant();
                        }
                        case UUID -> result.getObject(index, UUID.class);
                        case TEXT_ARRAY, UUID_ARRAY -> {
                            java.sql.Array array = result.getArray(index);
                            yield array == null ? null : array.getArray();
                        }
                    };
                    if (result.wasNull()) {
                        return null;
                    }
                    return type == ColumnType.JSONB ? JSONB.valueOf(String.valueOf(value)) : value;
                } catch (SQLException e) {
                    throw new IllegalStateException("A column that cannot be read: " + column, e);
                }
            };
        }

        static Row of(org.jooq.Record row) {
            return (column, type) -> row.get(column);
        }
    }
}

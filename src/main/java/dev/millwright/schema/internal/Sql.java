package dev.millwright.schema.internal;

import dev.millwright.schema.ColumnType;
import dev.millwright.schema.TableName;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Quotes names and literals; DDL takes no bound values. */
final class Sql {

    private Sql() {}

    static String name(String name) {
        return '"' + withoutNul(name).replace("\"", "\"\"") + '"';
    }

    static String name(TableName table) {
        return name(table.schema()) + "." + name(table.name());
    }

    static String names(Collection<String> names) {
        return names.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    static String text(String text) {
        String quoted = "'" + withoutNul(text).replace("'", "''") + "'";
        // The escape form means the same whatever standard_conforming_strings says.
        return quoted.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
    }

    /** The value as a constant of the type, which PostgreSQL can keep as a column's value without rewriting the table. */
    static String literal(ColumnType type, Object value) {
        String text = switch (type) {
            case TEXT, JSONB -> text(expect(String.class, type, value));
            case BIGINT -> text(expect(Long.class, type, value).toString());
            case NUMERIC -> text(expect(BigDecimal.class, type, value).toPlainString());
            case BOOLEAN -> text(expect(Boolean.class, type, value).toString());
            case DATE -> text(expect(LocalDate.class, type, value).toString());
            case TIMESTAMPTZ -> text(instant(type, value).toString());
            case UUID -> text(expect(UUID.class, type, value).toString());
            case TEXT_ARRAY -> array(String.class, type, value);
            case UUID_ARRAY -> array(UUID.class, type, value);
        };
        return "CAST(" + text + " AS " + type.sqlName() + ")";
    }

    private static String array(Class<?> of, ColumnType type, Object value) {
        List<?> items = value instanceof Object[] many ? Arrays.asList(many) : expect(List.class, type, value);
        return items.stream()
                .map(item -> text(expect(of, type, item).toString()))
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    private static Instant instant(ColumnType type, Object value) {
        return value instanceof OffsetDateTime moment ? moment.toInstant() : expect(Instant.class, type, value);
    }

    private static <T> T expect(Class<T> expected, ColumnType type, Object value) {
        if (!expected.isInstance(value)) {
            throw new IllegalArgumentException(
                    "A value for " + type + " must be a " + expected.getSimpleName() + ", not a " + value.getClass());
        }
        return expected.cast(value);
    }

    private static String withoutNul(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("A NUL character cannot be stored");
        }
        return text;
    }
}

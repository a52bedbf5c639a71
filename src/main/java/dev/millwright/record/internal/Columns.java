package dev.millwright.record.internal;

import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Characters;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jooq.DataType;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** How values travel between Java and the columns of an app's table. */
final class Columns {

    private Columns() {}

    static DataType<?> type(ColumnType type) {
        return switch (type) {
            case TEXT -> SQLDataType.CLOB;
            case BIGINT -> SQLDataType.BIGINT;
            case NUMERIC -> SQLDataType.NUMERIC;
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case DATE -> SQLDataType.LOCALDATE;
            case TIMESTAMPTZ -> SQLDataType.INSTANT;
            case UUID -> SQLDataType.UUID;
            case UUID_ARRAY -> SQLDataType.UUID.array();
            case TEXT_ARRAY -> SQLDataType.CLOB.array();
            case JSONB -> SQLDataType.JSONB;
        };
    }

    /** A value of a field type's column as the driver wants it. */
    static @Nullable Object toDatabase(ColumnType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case TEXT, UUID, UUID_ARRAY, BOOLEAN, DATE -> value;
            case BIGINT -> ((Number) value).longValue();
            case NUMERIC -> value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
            case TIMESTAMPTZ ->
                (value instanceof OffsetDateTime moment ? moment.toInstant() : (Instant) value)
                        .truncatedTo(ChronoUnit.MICROS);
            case TEXT_ARRAY ->
                value instanceof Collection<?> texts
                        ? texts.stream().map(String::valueOf).toArray(String[]::new)
                        : value;
            case JSONB -> value instanceof JSONB json ? json : JSONB.valueOf(value.toString());
        };
    }

    /** A value from the database as field types know it. */
    static @Nullable Object fromDatabase(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case JSONB json -> json.data();
            case Instant moment -> moment.atOffset(ZoneOffset.UTC);
            default -> value;
        };
    }

    /** Whether two values of a column are the same to people: 1.0 is 1.00. */
    static boolean same(@Nullable Object one, @Nullable Object other) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (one instanceof Object[] a && other instanceof Object[] b) {
            return Arrays.equals(a, b);
        }
        return Objects.equals(one, other);
    }

    static boolean same(List<? extends @Nullable Object> one, List<? extends @Nullable Object> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (!same(one.get(i), other.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A text that PostgreSQL can keep: no NUL and no half of a surrogate pair. */
    static boolean isStorable(String text) {
        return Characters.areStorable(text);
    }

    /** A number with decimals stays one when it is compared with whole numbers. */
    static ColumnType boundAs(ColumnType type, @Nullable Object value) {
        return type == ColumnType.BIGINT && value instanceof BigDecimal ? ColumnType.NUMERIC : type;
    }

    /** The value as the driver wants it. */
    static @Nullable Object plain(ColumnType type, @Nullable Object value) {
        Object one = value instanceof Collection<?> many
                ? type == ColumnType.UUID_ARRAY
                        ? many.toArray(UUID[]::new)
                        : many.stream().map(String::valueOf).toArray(String[]::new)
                : value;
        return Columns.type(type).convert(one);
    }
}

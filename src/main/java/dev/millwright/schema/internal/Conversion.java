package dev.millwright.schema.internal;

import dev.millwright.schema.ColumnType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type become values of another.
 *
 * @param using the new value, with <code>{}</code> in place of the old one
 * @param valid whether the old value, never null, has a new one; nothing when all have
 * @param rewrites whether PostgreSQL must write every row anew
 */
record Conversion(String using, @Nullable String valid, boolean rewrites) {

    private static final String OLD = "{}";

    private static final String UUID_PATTERN = "'^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'";

    private static final String LAST_DAY_OF_MONTH =
            "extract(day FROM make_date(substr({}, 1, 4)::int, substr({}, 6, 2)::int, 1) + interval '1 month - 1 day')";

    private static final String IS_DATE = "CASE WHEN {} ~ '^[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'"
            + " THEN substr({}, 9, 2)::int <= " + LAST_DAY_OF_MONTH + " ELSE false END";

    private static final String IS_BIGINT = "CASE WHEN {} ~ '^ *[+-]?[0-9]{1,19} *$'"
            + " THEN {}::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 ELSE false END";

    /** The conversion of a column from a type as the catalogue names it. */
    static Optional<Conversion> between(String from, ColumnType to) {
        return Optional.ofNullable(
                switch (to) {
                    case TEXT -> toText(from);
                    case BIGINT -> toBigint(from);
                    case NUMERIC -> toNumeric(from);
                    case BOOLEAN ->
                        "text".equals(from) ? checked("{}::boolean", "lower({}) IN ('true', 'false')") : null;
                    case DATE -> "text".equals(from) ? checked("{}::date", IS_DATE) : null;
                    case UUID -> "text".equals(from) ? checked("{}::uuid", "{} ~ " + UUID_PATTERN) : null;
                    case TEXT_ARRAY ->
                        "text".equals(from) ? always("CASE WHEN {} IS NOT NULL THEN ARRAY[{}] END") : null;
                    case UUID_ARRAY, TIMESTAMPTZ, JSONB -> null;
                });
    }

    String usingOf(String expression) {
        return using.replace(OLD, expression);
    }

    /** The condition for a value that has no new one; nothing when all have. */
    Optional<String> invalid(String expression) {
        return Optional.ofNullable(valid)
                .map(condition -> expression + " IS NOT NULL AND NOT (" + condition.replace(OLD, expression) + ")");
    }

    private static @Nullable Conversion toText(String from) {
        if (from.startsWith("character varying")) {
            return new Conversion("{}::text", null, false);
        }
        return switch (from) {
            case "smallint", "integer", "bigint", "numeric", "boolean", "uuid" -> always("{}::text");
            case "date" -> always("to_char({}, 'YYYY-MM-DD')");
            case "text[]" -> checked("{}[1]", "cardinality({}) <= 1");
            default -> null;
        };
    }

    private static @Nullable Conversion toBigint(String from) {
        return switch (from) {
            case "smallint", "integer" -> always("{}::bigint");
            case "numeric" ->
                checked("{}::bigint", "{} = trunc({}) AND {} BETWEEN -9223372036854775808 AND 9223372036854775807");
            case "text" -> checked("{}::bigint", IS_BIGINT);
            default -> null;
        };
    }

    private static @Nullable Conversion toNumeric(String from) {
        if (from.startsWith("numeric(")) {
            return new Conversion("{}::numeric", null, false);
        }
        return switch (from) {
            case "smallint", "integer", "bigint" -> always("{}::numeric");
            case "text" -> checked("{}::numeric", "{} ~ '^ *[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+) *$'");
            default -> null;
        };
    }

    private static Conversion always(String using) {
        return new Conversion(using, null, true);
    }

    private static Conversion checked(String using, String valid) {
        return new Conversion(using, valid, true);
    }
}

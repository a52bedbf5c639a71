package dev.millwright.schema;

import java.util.Arrays;
import java.util.Optional;

/** The types a column can have; each is the widest of its kind, so that widening a field never rewrites a table. */
public enum ColumnType {
    TEXT("text"),
    BIGINT("bigint"),
    NUMERIC("numeric"),
    BOOLEAN("boolean"),
    DATE("date"),
    TIMESTAMPTZ("timestamp with time zone"),
    UUID("uuid"),
    UUID_ARRAY("uuid[]"),
    TEXT_ARRAY("text[]"),
    JSONB("jsonb");

    private final String sqlName;

    ColumnType(String sqlName) {
        this.sqlName = sqlName;
    }

    /** The name as PostgreSQL's {@code format_type} says it. */
    public String sqlName() {
        return sqlName;
    }

    /** The type of that name, if it is one of ours. */
    public static Optional<ColumnType> ofSqlName(String sqlName) {
        return Arrays.stream(values())
                .filter(type -> type.sqlName.equals(sqlName))
                .findFirst();
    }
}

package dev.millwright.schema;

import java.util.List;

/** A reason in the data or the database why a plan cannot be applied; names the place so that a screen can open it. */
public sealed interface SchemaConflict {

    /**
     * Values that are to be unique are not.
     *
     * @param duplicates how many, exactly
     */
    record DuplicateValues(TableName table, List<String> columns, Scope scope, Duplicates duplicates)
            implements SchemaConflict {
        public DuplicateValues {
            columns = List.copyOf(columns);
        }
    }

    /**
     * Values that the new type cannot hold.
     *
     * @param rows how many rows have one, exactly
     */
    record InconvertibleValues(TableName table, String column, String from, ColumnType to, long rows)
            implements SchemaConflict {}

    /** There is no rule that carries values of the one type over to the other. */
    record UnsupportedConversion(TableName table, String column, String from, ColumnType to)
            implements SchemaConflict {}

    /**
     * Values that refer to rows which are not there.
     *
     * @param rows how many rows have one, exactly
     */
    record DanglingReferences(TableName table, String column, TableName target, long rows) implements SchemaConflict {}

    /** A reference to a table that neither exists nor is wanted. */
    record MissingTarget(TableName table, String column, TableName target) implements SchemaConflict {}

    /** A table or view of that name exists and was not made here. */
    record ForeignTable(TableName table) implements SchemaConflict {}

    /** The values could not be looked at within the time limit; try again when there is less load. */
    record NotChecked(TableName table, List<String> columns) implements SchemaConflict {
        public NotChecked {
            columns = List.copyOf(columns);
        }
    }

    TableName table();

    /** The columns concerned; none when it is the table as a whole. */
    default List<String> columnNames() {
        return switch (this) {
            case DuplicateValues it -> it.columns();
            case InconvertibleValues it -> List.of(it.column());
            case UnsupportedConversion it -> List.of(it.column());
            case DanglingReferences it -> List.of(it.column());
            case MissingTarget it -> List.of(it.column());
            case ForeignTable _ -> List.of();
            case NotChecked it -> it.columns();
        };
    }

    /** Stable, and the key of its text in the message bundles. */
    default String code() {
        return "schema.conflict."
                + switch (this) {
                    case DuplicateValues _ -> "duplicates";
                    case InconvertibleValues _ -> "inconvertible";
                    case UnsupportedConversion _ -> "unsupportedConversion";
                    case DanglingReferences _ -> "dangling";
                    case MissingTarget _ -> "missingTarget";
                    case ForeignTable _ -> "foreignTable";
                    case NotChecked _ -> "notChecked";
                };
    }

    /** What the text names, in order: the table, the columns joined by a comma, then what else there is. */
    default List<Object> arguments() {
        String table = table().name();
        String columns = String.join(", ", columnNames());
        return switch (this) {
            case DuplicateValues it ->
                List.of(
                        table,
                        columns,
                        it.duplicates().rows(),
                        it.duplicates().values(),
                        it.duplicates().surplus());
            case InconvertibleValues it ->
                List.of(table, columns, it.rows(), it.from(), it.to().sqlName());
            case UnsupportedConversion it ->
                List.of(table, columns, it.from(), it.to().sqlName());
            case DanglingReferences it ->
                List.of(table, columns, it.rows(), it.target().name());
            case MissingTarget it -> List.of(table, columns, it.target().name());
            case ForeignTable _ -> List.of(table);
            case NotChecked _ -> List.of(table, columns);
        };
    }
}

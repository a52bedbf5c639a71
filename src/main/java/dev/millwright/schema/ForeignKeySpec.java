package dev.millwright.schema;

/** A wanted reference from a column to the id of a row in another table, or the same. */
public record ForeignKeySpec(String column, String targetSchema, String targetTable) {

    public ForeignKeySpec {
        Names.requireValid(column);
        Names.requireValidSchema(targetSchema);
        Names.requireValid(targetTable);
    }

    public TableName target() {
        return new TableName(targetSchema, targetTable);
    }

    /** Its physical name; two references have the same name only if they are the same. */
    public String nameOn(TableName table) {
        return Names.derived("fk", table.name() + "_" + column, table + " " + column + " " + target());
    }
}

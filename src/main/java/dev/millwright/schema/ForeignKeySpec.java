package dev.millwright.schema;

/**
 * A wanted reference from a column to the id of a row in another table, or the same.
 *
 * @param several whether the column is a list of ids. No constraint of PostgreSQL looks into a list, so a table of pairs, which a trigger
 *     keeps as the lists are, has the references in its place
 */
public record ForeignKeySpec(String column, String targetSchema, String targetTable, boolean several) {

    /** What the names of tables of pairs begin with. */
    public static final String PAIRS = "ln";

    public ForeignKeySpec {
        Names.requireValid(column);
        Names.requireValidSchema(targetSchema);
        Names.requireValid(targetTable);
    }

    /** From a column that holds one id. */
    public ForeignKeySpec(String column, String targetSchema, String targetTable) {
        this(column, targetSchema, targetTable, false);
    }

    public TableName target() {
        return new TableName(targetSchema, targetTable);
    }

    /** Its physical name, of the constraint or of the table of pairs; two references have the same name only if they are the same. */
    public String nameOn(TableName table) {
        return Names.derived(
                several ? PAIRS : "fk", table.name() + "_" + column, table + " " + column + " " + target());
    }

    /** The table of pairs of a column that holds several ids. */
    public TableName pairsOn(TableName table) {
        return new TableName(table.schema(), nameOn(table));
    }
}

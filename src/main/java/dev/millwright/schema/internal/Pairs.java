package dev.millwright.schema.internal;

import dev.millwright.schema.ForeignKeySpec;
import dev.millwright.schema.SystemColumns;
import dev.millwright.schema.TableName;
import java.util.List;

/**
 * The table of pairs behind a column that holds several ids: which row leads to which, in which place of its list. Triggers keep it as the
 * lists are, whatever writes them, with one statement for all rows of a write.
 */
final class Pairs {

    static final String SOURCE = "source";
    static final String PLACE = "place";
    static final String TARGET = "target";

    private Pairs() {}

    static boolean isPairs(String name) {
        return name.startsWith(ForeignKeySpec.PAIRS + "_");
    }

    /** The table, filled with the lists that there are, and what keeps it so. */
    static List<String> create(TableName table, ForeignKeySpec foreignKey, boolean onNewTable) {
        TableName pairs = foreignKey.pairsOn(table);
        String column = Sql.name(foreignKey.column());
        String create = "CREATE TABLE " + Sql.name(pairs) + " (\n  " + SOURCE + " uuid NOT NULL "
                + Ddl.references(table) + " ON DELETE CASCADE,\n  " + PLACE + " bigint NOT NULL,\n  " + TARGET
                + " uuid NOT NULL " + Ddl.references(foreignKey.target()) + ",\n  CONSTRAINT "
                + Sql.name(pairs.derivedName("pk")) + " PRIMARY KEY (" + SOURCE + ", " + TARGET + ")\n)";
        String fill = "INSERT INTO " + Sql.name(pairs) + " (" + SOURCE + ", " + PLACE + ", " + TARGET + ") SELECT r."
                + Sql.name(SystemColumns.ID) + ", e.place, e.target FROM " + Sql.name(table)
                + " AS r CROSS JOIN LATERAL unnest(r." + column + ") WITH ORDINALITY AS e (target, place) WHERE r."
                + column + " IS NOT NULL";
        String index = "CREATE INDEX " + Sql.name(pairs.derivedName("ix")) + " ON " + Sql.name(pairs) + " (" + TARGET
                + ", " + SOURCE + ")";
        String made = trigger(table, pairs, "INSERT", "NEW TABLE AS present", foreignKey.column());
        String changed =
                trigger(table, pairs, "UPDATE", "OLD TABLE AS former NEW TABLE AS present", foreignKey.column());
        return onNewTable ? List.of(create, index, made, changed) : List.of(create, fill, index, made, changed);
    }

    static List<String> drop(TableName table, String name) {
        TableName pairs = new TableName(table.schema(), name);
        return List.of(
                "DROP TRIGGER " + Sql.name(nameOf(pairs, "INSERT")) + " ON " + Sql.name(table),
                "DROP TRIGGER " + Sql.name(nameOf(pairs, "UPDATE")) + " ON " + Sql.name(table),
                "DROP TABLE " + Sql.name(pairs));
    }

    private static String trigger(TableName table, TableName pairs, String event, String tables, String column) {
        return "CREATE TRIGGER " + Sql.name(nameOf(pairs, event)) + " AFTER " + event + " ON " + Sql.name(table)
                + " REFERENCING " + tables + " FOR EACH STATEMENT EXECUTE FUNCTION platform.keep_pairs("
                + Sql.text(pairs.schema()) + ", " + Sql.text(pairs.name()) + ", " + Sql.text(column) + ")";
    }

    private static String nameOf(TableName pairs, String event) {
        return pairs.derivedName(event.equals("INSERT") ? "made" : "changed");
    }
}

package dev.millwright.schema;

import java.util.List;

/**
 * A wanted index. A unique one leaves out rows in which one of its columns is empty, so its predicate is
 * {@code a IS NOT NULL [AND b IS NOT NULL …] [AND deleted_at IS NULL]}; an ordered one has PostgreSQL's order, empty values
 * last, and serves the exact reverse as well.
 *
 * @param columns columns of the table, system columns such as {@code id} included
 */
public record IndexSpec(List<String> columns, IndexKind kind, boolean unique, Scope scope) {

    public IndexSpec {
        columns = List.copyOf(columns);
        columns.forEach(Names::requireValid);
        if (columns.isEmpty() || columns.stream().distinct().count() < columns.size()) {
            throw new IllegalArgumentException("An index needs different columns: " + columns);
        }
        if (kind == IndexKind.SEARCH && columns.size() > 1) {
            throw new IllegalArgumentException("A text is searched in one column: " + columns);
        }
        if (unique && kind != IndexKind.BTREE) {
            throw new IllegalArgumentException("Only an ordered index can be unique");
        }
    }

    public static IndexSpec unique(Scope scope, String... columns) {
        return new IndexSpec(List.of(columns), IndexKind.BTREE, true, scope);
    }

    public static IndexSpec ordered(Scope scope, String... columns) {
        return new IndexSpec(List.of(columns), IndexKind.BTREE, false, scope);
    }

    public static IndexSpec elements(Scope scope, String column) {
        return new IndexSpec(List.of(column), IndexKind.GIN, false, scope);
    }

    public static IndexSpec search(Scope scope, String column) {
        return new IndexSpec(List.of(column), IndexKind.SEARCH, false, scope);
    }

    /** Its physical name; two indexes have the same name only if they are the same. */
    public String nameOn(TableName table) {
        String definition = table + " " + columns + " " + kind + " " + unique + " " + scope;
        return Names.derived(unique ? "ux" : "ix", table.name() + "_" + String.join("_", columns), definition);
    }
}

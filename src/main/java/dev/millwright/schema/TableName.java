package dev.millwright.schema;

import java.util.Comparator;

/** A table by its schema and its name, both unquoted. */
public record TableName(String schema, String name) implements Comparable<TableName> {

    private static final Comparator<TableName> ORDER =
            Comparator.comparing(TableName::schema).thenComparing(TableName::name);

    public TableName {
        Names.requireValidSchema(schema);
        Names.requireValid(name);
    }

    /** A name for something that belongs to the table, once per prefix, such as its primary key. */
    public String derivedName(String prefix) {
        return Names.derived(prefix, name, toString());
    }

    @Override
    public int compareTo(TableName other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}

package dev.millwright.schema;

/** A wanted column; always nullable, because what is required is checked where people write. */
public record ColumnSpec(String name, ColumnType type) {

    public ColumnSpec {
        Names.requireValid(name);
    }
}

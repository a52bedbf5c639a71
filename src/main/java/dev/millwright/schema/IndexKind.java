package dev.millwright.schema;

/** How an index is organised. */
public enum IndexKind {
    /** Ordered: equality, ranges, sorting. A value longer than about 2 700 bytes cannot be written to it. */
    BTREE,
    /** By element, for {@link ColumnType#TEXT_ARRAY} and {@link ColumnType#UUID_ARRAY}. */
    GIN,
    /** By pieces of a text, see the function {@code platform.grams}: finds what contains a text. */
    SEARCH
}

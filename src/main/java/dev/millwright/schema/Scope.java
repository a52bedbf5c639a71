package dev.millwright.schema;

/** Which rows an index covers. */
public enum Scope {
    /** All rows: a value once used is never free again, such as a serial number. */
    ALL,
    /** Rows that are not deleted. */
    LIVE,
    /** Rows in the recycle bin. */
    DELETED
}

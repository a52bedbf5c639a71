package dev.millwright.record.spi;

/** What somebody may do with the value of a field. */
public enum FieldAccess {
    /** Not even know that there is one. */
    HIDDEN,
    READ_ONLY,
    EDITABLE,
    /** Change it, and not leave it empty. */
    REQUIRED
}

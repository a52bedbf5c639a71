package dev.millwright.record.spi;

/** What somebody may do with the value of a field. */
public enum FieldAccess {
    /** Not even know that there is one. */
    HIDDEN,
    /** See no more of a value than its mask. */
    MASKED,
    READ_ONLY,
    EDITABLE,
    /** Change it, and not leave it empty. */
    REQUIRED;

    /** What may be done where the other holds as well. */
    FieldAccess and(FieldAccess other) {
        return switch (compareTo(other) < 0 ? this : other) {
            case HIDDEN -> HIDDEN;
            case MASKED -> MASKED;
            case READ_ONLY -> READ_ONLY;
            case EDITABLE, REQUIRED -> compareTo(other) < 0 ? other : this;
        };
    }
}

package dev.millwright.flow;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.millwright.record.spi.FieldAccess;
import java.util.Locale;

/** What the people of a step, or those who hand in, may do with a field of the record. */
public enum FieldRight {
    HIDDEN,
    READ,
    EDIT,
    /** Must be filled before the step can be answered with a yes, or the record be handed in. */
    REQUIRED;

    /** Whether the field can be entered. */
    public boolean opens() {
        return this == EDIT || this == REQUIRED;
    }

    /** As the gate to records says it. */
    public FieldAccess access() {
        return switch (this) {
            case HIDDEN -> FieldAccess.HIDDEN;
            case READ -> FieldAccess.READ_ONLY;
            case EDIT -> FieldAccess.EDITABLE;
            case REQUIRED -> FieldAccess.REQUIRED;
        };
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static FieldRight of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}

package dev.millwright.field;

import java.util.List;

/** A registry of just the types that a test needs. */
public final class FieldTypesForTests {

    private FieldTypesForTests() {}

    public static FieldTypes of(FieldType<?, ?>... types) {
        return new FieldTypes(List.of(types));
    }
}

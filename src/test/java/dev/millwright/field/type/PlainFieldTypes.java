package dev.millwright.field.type;

import dev.millwright.field.FieldTypes;
import dev.millwright.field.FieldTypesForTests;

/** The field types that need nothing of the application, for tests without it. */
public final class PlainFieldTypes {

    private PlainFieldTypes() {}

    public static FieldTypes all() {
        return FieldTypesForTests.of(
                new TextFieldType(),
                new IntegerFieldType(),
                new DecimalFieldType(),
                new PercentFieldType(),
                new DateFieldType(),
                new DateTimeFieldType(),
                new YesNoFieldType(),
                new ChoiceFieldType(),
                new MultipleChoiceFieldType(),
                new LinkFieldType());
    }
}

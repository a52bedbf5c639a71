package dev.millwright.form;

import java.util.List;

/** Fields side by side, one to {@link #MAX_COLUMNS}; never empty. */
public record RowDefinition(List<FieldDefinition> fields) {

    public static final int MAX_COLUMNS = 4;

    public RowDefinition {
        fields = List.copyOf(fields);
    }
}

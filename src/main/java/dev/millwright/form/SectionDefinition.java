package dev.millwright.form;

import java.util.List;
import java.util.UUID;

/**
 * A part of a form under one title.
 *
 * @param title empty for a part without a heading
 */
public record SectionDefinition(UUID id, String title, List<RowDefinition> rows) {

    public SectionDefinition {
        rows = List.copyOf(rows);
    }
}

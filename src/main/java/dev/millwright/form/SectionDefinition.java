package dev.millwright.form;

import java.util.List;
import java.util.UUID;

/**
 * A part of a form under one title.
 *
 * @param title empty for a part without a heading
 * @param display how it stands on the page
 */
public record SectionDefinition(UUID id, String title, List<RowDefinition> rows, SectionDisplay display) {

    public SectionDefinition {
        rows = List.copyOf(rows);
        display = display == null ? SectionDisplay.PLAIN : display;
    }

    /** Below the one before it. */
    public SectionDefinition(UUID id, String title, List<RowDefinition> rows) {
        this(id, title, rows, SectionDisplay.PLAIN);
    }

    public SectionDefinition withRows(List<RowDefinition> other) {
        return new SectionDefinition(id, title, other, display);
    }

    public SectionDefinition withTitle(String other) {
        return new SectionDefinition(id, other, rows, display);
    }

    public SectionDefinition withDisplay(SectionDisplay other) {
        return new SectionDefinition(id, title, rows, other);
    }
}

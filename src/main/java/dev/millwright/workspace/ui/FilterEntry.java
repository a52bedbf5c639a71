package dev.millwright.workspace.ui;

import com.vaadin.flow.component.Component;
import dev.millwright.workspace.FilterPart;
import java.util.Optional;

/** A condition, or a group of them, that people put together. */
sealed interface FilterEntry permits FilterLine, FilterEditor {

    Component component();

    /** Puts the cursor where people begin. */
    void begin();

    /** Whether nothing has been chosen yet, so that it counts for nothing. */
    boolean isBlank();

    /** What it says; empty when something is missing, which is then said in its place. */
    Optional<? extends FilterPart> read();
}

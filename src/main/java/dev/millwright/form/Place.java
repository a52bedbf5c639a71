package dev.millwright.form;

import java.util.UUID;

/** Where a field is put, told by what stands around it before anything moves. */
public sealed interface Place {

    /** In the row of another field, directly before or after it; refused when the row is full. */
    record BesideField(UUID field, Side side) implements Place {}

    /** In a row of its own before the row that now has the index; the number of rows stands for the end. */
    record NewRow(UUID section, int index) implements Place {}

    /**
     * In a section of its own, without a title, before the section that now has the index.
     *
     * @param section id of the section to be made
     */
    record NewSection(UUID section, int index) implements Place {}

    /** Before or after, in reading order. */
    enum Side {
        BEFORE,
        AFTER
    }
}

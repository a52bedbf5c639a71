package dev.millwright.form.spi;

import java.util.List;
import java.util.UUID;

/** What the settings of a part may ask: the columns of lines as they are designed. */
public interface LineColumns {

    /**
     * Those that hold numbers, of which there can be a figure.
     *
     * @param form whose records the lines are
     */
    List<LineColumn> numbers(UUID form);

    /** A column, by the id of its field. */
    record LineColumn(UUID field, String label) {}
}

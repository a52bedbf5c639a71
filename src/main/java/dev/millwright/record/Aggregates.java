package dev.millwright.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Figures by group, as they are right now for whoever asked.
 *
 * @param rows in the order that was asked for
 * @param more whether there are groups beyond the limit
 */
public record Aggregates(List<Row> rows, boolean more) {

    public Aggregates {
        rows = List.copyOf(rows);
    }

    /**
     * One group and its figures, in the order in which they were asked for.
     *
     * @param groups a value as the field's type knows it; a LocalDate, the first day, for a stretch of time; a String, the title, for a
     *     link; a String, the key, for each of several options; null for records in which the field is empty
     * @param measures a Long for a number of records, a BigDecimal for sums and averages, a value of the field for the least and greatest
     */
    public record Row(List<@Nullable Object> groups, List<@Nullable Object> measures) {

        public Row {
            groups = Collections.unmodifiableList(new ArrayList<>(groups));
            measures = Collections.unmodifiableList(new ArrayList<>(measures));
        }
    }
}

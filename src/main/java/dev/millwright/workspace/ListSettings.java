package dev.millwright.workspace;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How a list of records looks and what it shows, as it is kept. Fields are named by their keys; what names a field that is gone is
 * passed over by those who read it.
 *
 * @param columns shown columns in their order; empty for the usual ones
 * @param widths widths that were dragged, in CSS units, by column
 * @param card fields on the cards of a phone; empty for the usual ones
 * @param search text that records contain; empty for none
 * @param filter conditions, each a list of field, test and values
 * @param sort fields to sort by, a minus before those that descend
 * @param group what records are grouped by, {@code status} or {@code status,month(produced_at)}, the outermost first; null for nothing
 * @param tree the field that names the record above, for a list in which records stand below each other; null for a plain list
 * @param totals the figure below a column, by column
 * @param colours the first whose condition holds colours a row
 * @param known fields that there were when the columns were chosen, for later ones to become columns; empty when that is not known
 */
public record ListSettings(
        List<String> columns,
        SortedMap<String, String> widths,
        List<String> card,
        String search,
        List<JsonNode> filter,
        List<String> sort,
        @Nullable String group,
        @Nullable String tree,
        SortedMap<String, String> totals,
        List<RowColour> colours,
        List<String> known) {

    public static final ListSettings EMPTY = new ListSettings(
            List.of(),
            new TreeMap<>(),
            List.of(),
            "",
            List.of(),
            List.of(),
            null,
            null,
            new TreeMap<>(),
            List.of(),
            List.of());

    public ListSettings {
        columns = listed(columns);
        widths = sorted(widths);
        card = listed(card);
        search = or(search, "");
        filter = listed(filter);
        sort = listed(sort);
        totals = sorted(totals);
        colours = listed(colours);
        known = listed(known);
    }

    private static <T> List<T> listed(@Nullable List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }

    private static SortedMap<String, String> sorted(@Nullable Map<String, String> given) {
        return given == null ? new TreeMap<>() : new TreeMap<>(given);
    }

    private static String or(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    /**
     * Colours the rows that meet a condition.
     *
     * @param colour a name of the product's palette
     * @param condition list of field, test and values, as in a filter
     */
    public record RowColour(String colour, JsonNode condition) {}
}

package dev.millwright.dashboard;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a tile asks of the records of a form. Fields are named by their keys, which are frozen once published.
 *
 * @param form null until the designer has chosen one
 * @param filter conditions, each a list of field, test and values, as in {@link dev.millwright.workspace.ListSettings}
 * @param groups what records are put together by, {@code status} or {@code month(produced_at)}; at most two
 * @param measures the figures; with two groups, only the first is shown
 * @param order of the groups, unless they are stretches of time
 * @param top how many groups are shown; null for as many as there are
 * @param others whether the groups beyond those are shown as one
 * @param dateField the date that periods are about; null for none
 * @param period the stretch of time that is looked at, unless the whole board looks at another one
 */
public record Dataset(
        @Nullable UUID form,
        List<JsonNode> filter,
        List<String> groups,
        List<MeasureDefinition> measures,
        Order order,
        @Nullable Integer top,
        boolean others,
        @Nullable String dateField,
        Period period) {

    /** More groups than these in each other are no overview any more. */
    public static final int MOST_GROUPS = 2;

    public static final int MOST_MEASURES = 6;

    public static final Dataset EMPTY = new Dataset(
            null, List.of(), List.of(), List.of(MeasureDefinition.COUNT), Order.NATURAL, null, true, null, Period.ALL);

    public Dataset {
        filter = listed(filter);
        groups = listed(groups);
        measures = measures(measures);
        order = or(order, Order.NATURAL);
        period = or(period, Period.ALL);
    }

    /** How groups follow each other; records without a value always come last. */
    public enum Order {
        /** Options as their designer ordered them, texts by the alphabet. */
        @JsonProperty("natural")
        NATURAL,
        @JsonProperty("largest")
        LARGEST,
        @JsonProperty("smallest")
        SMALLEST
    }

    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static List<MeasureDefinition> measures(@Nullable List<MeasureDefinition> list) {
        return list == null || list.isEmpty() ? List.of(MeasureDefinition.COUNT) : List.copyOf(list);
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    /** The same questions of another form's records, as far as they make sense there. */
    public Dataset withForm(@Nullable UUID other) {
        return new Dataset(
                other, List.of(), List.of(), List.of(MeasureDefinition.COUNT), order, top, others, null, period);
    }

    public Dataset withFilter(List<JsonNode> conditions) {
        return new Dataset(form, conditions, groups, measures, order, top, others, dateField, period);
    }

    public Dataset withGroups(List<String> wanted) {
        return new Dataset(form, filter, wanted, measures, order, top, others, dateField, period);
    }

    public Dataset withMeasures(List<MeasureDefinition> wanted) {
        return new Dataset(form, filter, groups, wanted, order, top, others, dateField, period);
    }

    public Dataset withOrder(Order wanted) {
        return new Dataset(form, filter, groups, measures, wanted, top, others, dateField, period);
    }

    public Dataset withTop(@Nullable Integer most, boolean withOthers) {
        return new Dataset(form, filter, groups, measures, order, most, withOthers, dateField, period);
    }

    public Dataset withPeriod(@Nullable String date, Period wanted) {
        return new Dataset(form, filter, groups, measures, order, top, others, date, wanted);
    }
}

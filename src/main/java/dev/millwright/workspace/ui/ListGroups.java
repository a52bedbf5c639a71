package dev.millwright.workspace.ui;

import dev.millwright.field.PersonRef;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.AggregateRequest.Order;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Condition;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordQuery;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The groups of a list with their counts and figures, groups in groups; one question for each level brings them all. */
final class ListGroups {

    /** More groups are no overview any more. */
    static final int MOST = 1_000;

    static final ListGroups NONE = new ListGroups(List.of(), false);

    private final List<Segment> outermost;
    private final boolean more;

    private ListGroups(List<Segment> outermost, boolean more) {
        this.outermost = outermost;
        this.more = more;
    }

    /**
     * One group.
     *
     * @param path what its records have, from the outermost group to this one
     * @param within the groups in it; none when its records follow at once
     */
    record Segment(
            List<@Nullable Object> path,
            long count,
            List<@Nullable Object> figures,
            List<Segment> within,
            RecordRows rows) {}

    /**
     * @param request what the list shows
     * @param by what its records are put together by, the outermost first
     * @param figures of each group
     * @param options for each of those the order in which the designer put the options of the field; empty for the order of the values
     */
    static ListGroups read(
            RecordQuery query, ListRequest request, List<Group> by, List<Measure> figures, List<List<String>> options) {
        Map<List<Object>, List<Segment>> within = Map.of();
        boolean more = false;
        for (int level = by.size(); level > 0; level--) {
            Aggregates read = aggregate(query, request, by.subList(0, level), figures);
            Map<List<Object>, List<Segment>> found = new HashMap<>();
            for (Aggregates.Row row : read.rows()) {
                found.computeIfAbsent(same(row.groups().subList(0, level - 1)), key -> new ArrayList<>())
                        .add(segment(query, request, by, row, within));
            }
            if (read.more() && level > 1) {
                // Its groups are not all there: its records follow at once.
                found.remove(same(read.rows().getLast().groups().subList(0, level - 1)));
            }
            more = read.more();
            if (level <= options.size()) {
                List<String> order = options.get(level - 1);
                boolean descending = isDescending(request, by.get(level - 1));
                found.values()
                        .forEach(segments ->
                                segments.sort(Comparator.comparingInt(one -> place(one, order, descending))));
            }
            within = found;
        }
        return new ListGroups(within.getOrDefault(List.of(), List.of()), more);
    }

    private static Aggregates aggregate(RecordQuery query, ListRequest request, List<Group> by, List<Measure> figures) {
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.COUNT);
        measures.addAll(figures);
        List<Order> order = by.stream()
                .map(group -> new Order(group.key(), isDescending(request, group)))
                .toList();
        return query.aggregate(new AggregateRequest(
                request.form(),
                request.filter(),
                request.search(),
                by,
                measures,
                order,
                by.size() == 1 ? MOST : AggregateRequest.MOST_GROUPS));
    }

    private static Segment segment(
            RecordQuery query,
            ListRequest request,
            List<Group> by,
            Aggregates.Row row,
            Map<List<Object>, List<Segment>> within) {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(request.filter());
        for (int i = 0; i < row.groups().size(); i++) {
            conditions.add(Grouping.in(by.get(i), row.groups().get(i)));
        }
        ListRequest mine = new ListRequest(
                request.form(),
                new Condition.And(conditions),
                request.search(),
                request.sort(),
                request.fields(),
                request.limit(),
                null,
                false);
        Object count = row.measures().getFirst();
        return new Segment(
                row.groups(),
                count instanceof Long number ? number : 0,
                row.measures().subList(1, row.measures().size()),
                within.getOrDefault(same(row.groups()), List.of()),
                new RecordRows(query, mine));
    }

    private static boolean isDescending(ListRequest request, Group group) {
        return request.sort().stream().anyMatch(sort -> sort.field().equals(group.field()) && sort.descending());
    }

    /** Options first, in their order or turned round; then what is no option any more, and empty last, as they come. */
    private static int place(Segment segment, List<String> options, boolean descending) {
        int at = options.indexOf(String.valueOf(segment.path().getLast()));
        return at < 0 ? options.size() : descending ? options.size() - 1 - at : at;
    }

    /** The same for the same group in the answers to several questions: a name or the zeros after a point may differ there. */
    static List<Object> same(List<@Nullable Object> path) {
        return path.stream()
                .<Object>map(value -> switch (value) {
                    case null -> Optional.empty();
                    case PersonRef person -> person.id();
                    case BigDecimal number -> number.stripTrailingZeros();
                    default -> value;
                })
                .toList();
    }

    List<Segment> outermost() {
        return outermost;
    }

    /** Whether there are groups beyond those. */
    boolean hasMore() {
        return more;
    }
}

package dev.millwright.record.ui;

import com.vaadin.flow.data.provider.AbstractBackEndDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.AggregateRequest.Order;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Condition;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a list. Grouped, one question brings all groups with their counts and figures; the records of a group are read when
 * they come into sight, page by page and by key like those of a list without groups.
 */
final class ListRows extends AbstractBackEndDataProvider<ListRow, Void> {

    /** More groups are no overview any more. */
    static final int MOST_GROUPS = 1_000;

    private final RecordQuery query;
    private final RecordRows plain;
    private final Set<Optional<Object>> closed = new HashSet<>();
    private @Nullable Group group;
    private List<Measure> figures = List.of();
    private List<String> options = List.of();
    private @Nullable List<Segment> segments;
    private boolean more;

    ListRows(RecordQuery query, ListRequest request) {
        this.query = query;
        plain = new RecordRows(query, request);
    }

    ListRequest request() {
        return plain.request();
    }

    /**
     * @param by null for no groups
     * @param wanted figures of each group
     */
    void show(ListRequest wanted, @Nullable Group by, List<Measure> measures) {
        if (!java.util.Objects.equals(group, by)) {
            closed.clear();
        }
        group = by;
        figures = List.copyOf(measures);
        plain.show(wanted);
        refreshAll();
    }

    @Override
    public void refreshAll() {
        segments = null;
        plain.refreshAll();
        super.refreshAll();
    }

    /** The order in which the designer put the options of the field, by their keys; empty for the order of the values. */
    void arrange(List<String> keys) {
        options = List.copyOf(keys);
    }

    /** Whether there are groups beyond those that are shown. */
    boolean hasMore() {
        segments();
        return more;
    }

    void toggle(ListRow.Head head) {
        Optional<Object> value = Optional.ofNullable(head.value());
        if (!closed.remove(value)) {
            closed.add(value);
        }
        super.refreshAll();
    }

    void openAll(boolean open) {
        closed.clear();
        if (!open) {
            segments().forEach(segment -> closed.add(Optional.ofNullable(segment.value())));
        }
        super.refreshAll();
    }

    @Override
    public boolean isInMemory() {
        return false;
    }

    @Override
    public Object getId(ListRow row) {
        return row.id();
    }

    @Override
    protected Stream<ListRow> fetchFromBackEnd(Query<ListRow, Void> wanted) {
        if (group == null) {
            return plain.page(wanted.getOffset(), wanted.getLimit()).stream().map(ListRow.Entry::new);
        }
        return page(wanted.getOffset(), wanted.getLimit()).stream();
    }

    @Override
    protected int sizeInBackEnd(Query<ListRow, Void> wanted) {
        if (group == null) {
            return (int) Math.min(Integer.MAX_VALUE, query.exactCount(plain.request()));
        }
        return (int) Math.min(
                Integer.MAX_VALUE, segments().stream().mapToLong(this::length).sum());
    }

    private List<ListRow> page(int offset, int limit) {
        List<ListRow> lines = new ArrayList<>();
        long begin = 0;
        for (Segment segment : segments()) {
            long end = begin + length(segment);
            if (end > offset && lines.size() < limit) {
                int from = (int) Math.max(0, offset - begin);
                if (from == 0) {
                    lines.add(head(segment));
                    from = 1;
                }
                int wanted = (int) Math.min((long) limit - lines.size(), end - begin - from);
                if (wanted > 0) {
                    for (RecordData record : segment.rows().page(from - 1, wanted)) {
                        lines.add(new ListRow.Entry(record));
                    }
                }
            }
            begin = end;
        }
        return lines;
    }

    private long length(Segment segment) {
        return isOpen(segment) ? 1 + segment.count() : 1;
    }

    private boolean isOpen(Segment segment) {
        return !closed.contains(Optional.ofNullable(segment.value()));
    }

    private ListRow.Head head(Segment segment) {
        return new ListRow.Head(segment.value(), segment.count(), segment.figures(), isOpen(segment));
    }

    private List<Segment> segments() {
        List<Segment> known = segments;
        Group by = group;
        if (known != null || by == null) {
            return known == null ? List.of() : known;
        }
        ListRequest request = plain.request();
        List<Measure> measures = new ArrayList<>();
        measures.add(Measure.COUNT);
        measures.addAll(figures);
        List<Order> order = request.sort().stream()
                .filter(sort -> sort.field().equals(by.field()))
                .map(sort -> new Order(by.key(), sort.descending()))
                .toList();
        Aggregates groups = query.aggregate(new AggregateRequest(
                request.form(), request.filter(), request.search(), List.of(by), measures, order, MOST_GROUPS));
        List<Segment> read = groups.rows().stream()
                .map(row -> segment(by, row))
                .sorted(Comparator.comparingInt(segment -> order.isEmpty() ? place(segment) : 0))
                .toList();
        more = groups.more();
        segments = read;
        return read;
    }

    /** Options first, in their order; then what is no option any more, and empty last, as they come. */
    private int place(Segment segment) {
        int at = options.indexOf(String.valueOf(segment.value()));
        return at < 0 ? options.size() : at;
    }

    private Segment segment(Group by, Aggregates.Row row) {
        Object value = row.groups().getFirst();
        Object count = row.measures().getFirst();
        ListRequest request = plain.request();
        ListRequest mine = new ListRequest(
                request.form(),
                new Condition.And(List.of(request.filter(), Grouping.in(by, value))),
                request.search(),
                request.sort(),
                request.fields(),
                request.limit(),
                null,
                false);
        return new Segment(
                value,
                count instanceof Long number ? number : 0,
                row.measures().subList(1, row.measures().size()),
                new RecordRows(query, mine));
    }

    private record Segment(@Nullable Object value, long count, List<@Nullable Object> figures, RecordRows rows) {}
}

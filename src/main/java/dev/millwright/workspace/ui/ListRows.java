package dev.millwright.workspace.ui;

import com.vaadin.flow.data.provider.AbstractBackEndDataProvider;
import com.vaadin.flow.data.provider.Query;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.RecordQuery;
import dev.millwright.workspace.ui.ListGroups.Segment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a list. Of a tree they are as it stands open. Grouped, all groups are read with their counts and figures; the records of a group are read when they come into
 * sight, page by page and by key like those of a list without groups.
 */
final class ListRows extends AbstractBackEndDataProvider<ListRow, Void> {

    private final RecordQuery query;
    private final RecordMarks marks;
    private final RecordRows plain;
    private final Set<List<Object>> closed = new HashSet<>();
    private final SeenLines<ListRow> seen = new SeenLines<>(ListRow::id, this::lines);
    private List<Group> groups = List.of();
    private List<Measure> figures = List.of();
    private List<List<String>> options = List.of();
    private @Nullable ListGroups read;
    private @Nullable ListTree tree;

    ListRows(RecordQuery query, ListRequest request, RecordMarks marks) {
        this.query = query;
        this.marks = marks;
        plain = new RecordRows(query, request);
    }

    ListRequest request() {
        return plain.request();
    }

    /**
     * @param by none for a plain list
     * @param wanted figures of each group
     */
    void show(ListRequest wanted, List<Group> by, List<Measure> measures) {
        tree = null;
        if (!groups.equals(by)) {
            closed.clear();
        }
        seen.forget();
        groups = List.copyOf(by);
        figures = List.copyOf(measures);
        plain.show(wanted);
        refreshAll();
    }

    /**
     * Shows the records below each other.
     *
     * @param link key of the field that names the record above
     * @param opened what is open already
     */
    void showTree(ListRequest wanted, String link, ListTree.Opened opened) {
        closed.clear();
        seen.forget();
        groups = List.of();
        figures = List.of();
        plain.show(wanted);
        tree = new ListTree(query, link, wanted, opened);
        refreshAll();
    }

    /** The tree that the lines are; null for other lists. */
    @Nullable ListTree tree() {
        return tree;
    }

    /** Shows the lines as the tree now stands open. */
    void redrawTree() {
        seen.forget();
        super.refreshAll();
    }

    @Override
    public void refreshAll() {
        read = null;
        if (tree != null) {
            tree.forget();
        }
        plain.refreshAll();
        super.refreshAll();
    }

    /** Reads the lines in sight again, and what is said of them; their groups and how many there are stay as they were. */
    void redraw() {
        super.refreshAll();
    }

    /** For each field that groups the order in which the designer put its options, by their keys; empty for the order of the values. */
    void arrange(List<List<String>> keys) {
        options = List.copyOf(keys);
    }

    /** Whether there are groups beyond those that are shown. */
    boolean hasMore() {
        return groups().hasMore();
    }

    void toggle(ListRow.Head head) {
        List<Object> group = ListGroups.same(head.path());
        if (!closed.remove(group)) {
            closed.add(group);
        }
        seen.forget();
        super.refreshAll();
    }

    void openAll(boolean open) {
        seen.forget();
        closed.clear();
        if (!open) {
            close(groups().outermost());
        }
        super.refreshAll();
    }

    private void close(List<Segment> segments) {
        for (Segment segment : segments) {
            closed.add(ListGroups.same(segment.path()));
            close(segment.within());
        }
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
        List<ListRow> lines = seen.see(wanted.getOffset(), wanted.getLimit());
        marks.read(lines);
        return lines.stream();
    }

    private List<ListRow> lines(int offset, int limit) {
        if (tree != null) {
            return tree.lines(offset, limit);
        }
        if (groups.isEmpty()) {
            return plain.page(offset, limit).stream()
                    .<ListRow>map(ListRow.Entry::new)
                    .toList();
        }
        List<ListRow> lines = new ArrayList<>();
        long begin = 0;
        for (Segment segment : groups().outermost()) {
            begin = add(segment, begin, offset, limit, lines);
        }
        return lines;
    }

    /** The lines from one that was seen to another. */
    List<ListRow> between(ListRow one, ListRow other) {
        return seen.between(one, other);
    }

    /** The records before and after one that was seen. */
    Optional<ListTrail.Beside> beside(UUID record) {
        return seen.around(record)
                .map(around -> new ListTrail.Beside(
                        entries(around.before())
                                .reduce((first, second) -> second)
                                .orElse(null),
                        entries(around.after()).findFirst().orElse(null)));
    }

    private static Stream<RecordData> entries(List<ListRow> lines) {
        return lines.stream()
                .flatMap(line -> line instanceof ListRow.Entry entry ? Stream.of(entry.record()) : Stream.of());
    }

    @Override
    protected int sizeInBackEnd(Query<ListRow, Void> wanted) {
        long size = groups.isEmpty() ? query.exactCount(plain.request()) : length(groups().outermost());
        return (int) Math.min(Integer.MAX_VALUE, size);
    }

    /**
     * Adds what is wanted of a group and says where the next begins.
     *
     * @param begin the number of its head among all lines
     */
    private long add(Segment segment, long begin, int offset, int limit, List<ListRow> lines) {
        long end = begin + length(segment);
        if (end <= offset || lines.size() >= limit) {
            return end;
        }
        if (begin >= offset) {
            lines.add(new ListRow.Head(segment.path(), segment.count(), segment.figures(), isOpen(segment)));
        }
        long at = begin + 1;
        for (Segment inner : isOpen(segment) ? segment.within() : List.<Segment>of()) {
            at = add(inner, at, offset, limit, lines);
        }
        long first = Math.max(at, offset);
        int wanted = (int) Math.min(limit - lines.size(), end - first);
        if (wanted > 0) {
            segment.rows().page((int) (first - at), wanted).forEach(record -> lines.add(new ListRow.Entry(record)));
        }
        return end;
    }

    private long length(List<Segment> segments) {
        return segments.stream().mapToLong(this::length).sum();
    }

    private long length(Segment segment) {
        if (!isOpen(segment)) {
            return 1;
        }
        return 1 + (segment.within().isEmpty() ? segment.count() : length(segment.within()));
    }

    private boolean isOpen(Segment segment) {
        return !closed.contains(ListGroups.same(segment.path()));
    }

    private ListGroups groups() {
        ListGroups known = read;
        if (known == null) {
            known = groups.isEmpty()
                    ? ListGroups.NONE
                    : ListGroups.read(query, plain.request(), groups, figures, options);
            read = known;
        }
        return known;
    }
}

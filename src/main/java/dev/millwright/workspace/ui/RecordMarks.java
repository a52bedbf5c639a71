package dev.millwright.workspace.ui;

import dev.millwright.field.Token;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordsChanged;
import dev.millwright.shared.ValueKind;
import dev.millwright.workspace.spi.RecordOffer;
import dev.millwright.workspace.spi.RecordOffer.Mark;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What features say of the records of a list, read together for those that come into sight. */
final class RecordMarks {

    /** Column keys are keys of fields, which begin with a letter. */
    private static final String KEY = "-mark-";

    private final List<Mark> marks;
    private final List<Map<UUID, Token>> known = new ArrayList<>();
    private final Set<UUID> seen = ConcurrentHashMap.newKeySet();

    RecordMarks(Stream<RecordOffer> offers, FormRef form) {
        marks = offers.flatMap(offer -> offer.mark(form).stream()).toList();
        marks.forEach(mark -> known.add(new HashMap<>()));
    }

    /** Reads what is said of the records now. */
    void read(List<ListRow> rows) {
        Set<UUID> records = rows.stream()
                .flatMap(row -> row instanceof ListRow.Entry entry
                        ? Stream.of(entry.record().id())
                        : Stream.of())
                .collect(Collectors.toSet());
        seen.addAll(records);
        for (int i = 0; i < marks.size() && !records.isEmpty(); i++) {
            known.get(i).keySet().removeAll(records);
            known.get(i).putAll(marks.get(i).of().apply(records));
        }
    }

    /** Whether something was said of any of the records, which may be another now; asked on any thread. */
    boolean concerns(RecordsChanged changed) {
        return !marks.isEmpty()
                && (changed.ids().isEmpty() || changed.ids().stream().anyMatch(seen::contains));
    }

    List<ListColumn> columns() {
        return IntStream.range(0, marks.size()).mapToObj(this::column).toList();
    }

    private ListColumn column(int i) {
        return new ListColumn(
                KEY + i,
                marks.get(i).label(),
                ValueKind.CHOICE,
                null,
                (record, format) ->
                        Stream.ofNullable(known.get(i).get(record.id())).toList());
    }

    /** Whether the column is one of these, by which a list cannot be sorted. */
    static boolean isMark(ListColumn column) {
        return column.key().startsWith(KEY);
    }
}

package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.CellPlace;
import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.internal.SheetRow.Remark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is to be said of the cells of a table and remembers where the first of each kind stand. */
final class RemarkTally {

    private static final int SHOWN = 5;

    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, List<CellPlace>> places = new LinkedHashMap<>();
    private List<String> columns = List.of();

    void headings(List<String> names) {
        columns = names;
    }

    void add(long line, Remark remark) {
        counts.merge(remark.code(), 1L, Long::sum);
        List<CellPlace> first = places.computeIfAbsent(remark.code(), code -> new ArrayList<>());
        if (first.size() < SHOWN) {
            int column = remark.column();
            first.add(new CellPlace(line, column >= 0 && column < columns.size() ? columns.get(column) : ""));
        }
    }

    List<Note> notes() {
        List<Note> notes = new ArrayList<>();
        counts.forEach((code, count) ->
                notes.add(new Note(code, List.of(), count, List.copyOf(places.getOrDefault(code, List.of())))));
        return notes;
    }
}

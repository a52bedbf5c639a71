package dev.millwright.exchange.internal;

import dev.millwright.exchange.Workbooks.Conflict;
import dev.millwright.exchange.Workbooks.Repetition;
import dev.millwright.exchange.Workbooks.Said;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what the rows of a table say of each value of a column. */
final class RepeatedRows {

    private static final int MOST_LINES = 10;

    private final int key;
    private final List<Integer> members;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Long> keylessLines = new ArrayList<>();
    private long rows;
    private long keyless;

    RepeatedRows(int key, List<Integer> members) {
        this.key = key;
        this.members = List.copyOf(members);
    }

    /** What is said, nearly always by one text. */
    private static final class Values {

        private String first = "";
        private long firstLine;
        private long rows;
        private @Nullable Map<String, Said> others;

        void add(String text, long line) {
            if (rows == 0 || text.equals(first)) {
                firstLine = rows == 0 ? line : firstLine;
                first = text;
                rows++;
                return;
            }
            Map<String, Said> known = others;
            if (known == null) {
                known = new LinkedHashMap<>();
                others = known;
            }
            known.merge(text, new Said(text, 1, line), (a, b) -> new Said(a.text(), a.rows() + 1, a.line()));
        }

        /** The most frequent first, of equally frequent ones the earlier. */
        List<Said> all() {
            List<Said> all = new ArrayList<>();
            if (rows > 0) {
                all.add(new Said(first, rows, firstLine));
            }
            if (others != null) {
                all.addAll(others.values());
            }
            all.sort(Comparator.comparingLong(Said::rows).reversed());
            return all;
        }
    }

    private record Entry(Values names, List<Values> said) {}

    void add(SheetRow row) {
        String name = TableSample.text(row, key);
        if (name.isEmpty()) {
            long lost = members.stream()
                    .filter(column -> !TableSample.text(row, column).isEmpty())
                    .count();
            keyless += lost;
            if (lost > 0 && keylessLines.size() < MOST_LINES) {
                keylessLines.add(row.line());
            }
            return;
        }
        rows++;
        if (entries.size() > Repetition.MOST) {
            return;
        }
        Entry entry = entries.computeIfAbsent(
                Likeness.plain(name),
                _ -> new Entry(
                        new Values(), members.stream().map(_ -> new Values()).toList()));
        entry.names().add(name, row.line());
        for (int i = 0; i < members.size(); i++) {
            String text = TableSample.text(row, members.get(i));
            if (!text.isEmpty()) {
                entry.said().get(i).add(text, row.line());
            }
        }
    }

    Repetition found() {
        if (entries.size() > Repetition.MOST) {
            return new Repetition(
                    key,
                    members,
                    rows,
                    entries.size(),
                    Map.of(),
                    0,
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    0,
                    keyless,
                    keylessLines);
        }
        List<List<String>> frequent = new ArrayList<>();
        List<List<String>> first = new ArrayList<>();
        List<Conflict> conflicts = new ArrayList<>();
        Map<String, String> readAs = new HashMap<>();
        long[] lost = new long[3];
        for (Entry entry : entries.values()) {
            List<Said> names = entry.names().all();
            String name = names.getFirst().text();
            for (Said other : names.subList(1, names.size())) {
                readAs.put(other.text(), name);
                lost[0] += other.rows();
            }
            List<String> most = new ArrayList<>(List.of(name));
            List<String> earliest = new ArrayList<>(List.of(name));
            for (int i = 0; i < members.size(); i++) {
                Values values = entry.said().get(i);
                List<Said> said = values.all();
                most.add(said.isEmpty() ? "" : said.getFirst().text());
                earliest.add(values.first);
                if (said.size() > 1) {
                    long all = said.stream().mapToLong(Said::rows).sum();
                    lost[1] += all - said.getFirst().rows();
                    lost[2] += all - values.rows;
                    if (conflicts.size() < Repetition.MOST_CONFLICTS) {
                        conflicts.add(new Conflict(name, members.get(i), said, values.first));
                    }
                }
            }
            frequent.add(most);
            first.add(earliest);
        }
        return new Repetition(
                key,
                members,
                rows,
                entries.size(),
                readAs,
                lost[0],
                frequent,
                first,
                conflicts,
                lost[1],
                lost[2],
                keyless,
                keylessLines);
    }

    /** How many cells of each member differ from the most frequent one beside their key. */
    List<Long> exceptions() {
        List<Long> exceptions = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            long odd = 0;
            for (Entry entry : entries.values()) {
                List<Said> said = entry.said().get(i).all();
                odd += said.stream().skip(1).mapToLong(Said::rows).sum();
            }
            exceptions.add(odd);
        }
        return exceptions;
    }
}

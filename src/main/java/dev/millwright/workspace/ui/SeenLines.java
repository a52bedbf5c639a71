package dev.millwright.workspace.ui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Remembers where the lines of a list stood when they were last read, to read those between two of them. */
final class SeenLines<T> {

    /** As many as one scrolls past, and not so many that they weigh. */
    private static final int MOST = 20_000;

    /** So far a line is looked for around its former place. */
    private static final int NEAR = 50;

    private final Function<T, Object> id;
    private final Reader<T> reader;
    private final Map<Object, Integer> places = new HashMap<>();

    /** Reads lines of the list. */
    interface Reader<T> {
        List<T> lines(int offset, int limit);
    }

    SeenLines(Function<T, Object> id, Reader<T> reader) {
        this.id = id;
        this.reader = reader;
    }

    /** Reads lines that are going to be seen. */
    List<T> see(int offset, int limit) {
        List<T> lines = reader.lines(offset, limit);
        if (places.size() > MOST) {
            places.clear();
        }
        for (int i = 0; i < lines.size(); i++) {
            places.put(id.apply(lines.get(i)), offset + i);
        }
        return lines;
    }

    /** The list has other lines, or another order. */
    void forget() {
        places.clear();
    }

    /** Lines before and after another, the nearest ones last and first. */
    record Around<T>(List<T> before, List<T> after) {}

    /** What stands around a line that was seen, or around its former place when it is there no longer; empty for one never seen. */
    Optional<Around<T>> around(Object line) {
        Integer place = places.get(line);
        if (place == null) {
            return Optional.empty();
        }
        int first = Math.max(0, place - NEAR);
        List<T> lines = see(first, 2 * NEAR + 1);
        int at = lines.stream().map(id).toList().indexOf(line);
        int split = at < 0 ? Math.min(place - first, lines.size()) : at;
        return Optional.of(new Around<>(lines.subList(0, split), lines.subList(at < 0 ? split : at + 1, lines.size())));
    }

    /** The lines from one to another; only the other when they no longer stand where they were seen. */
    List<T> between(T one, T other) {
        Integer from = places.get(id.apply(one));
        Integer to = places.get(id.apply(other));
        if (from == null || to == null || Math.abs(from - to) > BulkWork.MOST) {
            return List.of(other);
        }
        int first = Math.min(from, to);
        int end = Math.max(from, to) + 1;
        List<T> lines = new ArrayList<>();
        while (first + lines.size() < end) {
            int at = first + lines.size();
            List<T> more = reader.lines(at, Math.min(RecordRows.LONGEST_PAGE, end - at));
            if (more.isEmpty()) {
                return List.of(other);
            }
            lines.addAll(more);
        }
        Set<Object> ends = new HashSet<>(List.of(id.apply(lines.getFirst()), id.apply(lines.getLast())));
        return ends.equals(new HashSet<>(List.of(id.apply(one), id.apply(other)))) ? lines : List.of(other);
    }
}

package dev.millwright.exchange.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** The column of a flat sheet that is called like a number, stands over several rows each time and never comes back: what tells its records apart. */
final class RepeatedNumber {

    private static final List<String> CALLED = List.of("号", "编码", "number", "code", "nr", "no.");
    private static final Set<String> EXACTLY = Set.of("no", "id", "#");

    private RepeatedNumber() {}

    /**
     * @param rows the first rows below the headings
     * @param without columns that are something else
     */
    static Optional<Integer> in(List<String> headings, List<List<String>> rows, Set<Integer> without) {
        return IntStream.range(0, headings.size())
                .boxed()
                .filter(column -> !without.contains(column))
                .filter(column -> isNumber(headings.get(column)) && comesInRuns(rows, column))
                .findFirst();
    }

    private static boolean isNumber(String heading) {
        String plain = heading.strip().toLowerCase(Locale.ROOT);
        return EXACTLY.contains(plain) || CALLED.stream().anyMatch(plain::contains);
    }

    /** An empty cell stands for the one above it. */
    private static boolean comesInRuns(List<List<String>> rows, int column) {
        Set<String> seen = new HashSet<>();
        String before = "";
        boolean repeats = false;
        for (List<String> row : rows) {
            String cell = column < row.size() ? row.get(column).strip() : "";
            if (cell.isEmpty() || cell.equals(before)) {
                repeats |= !before.isEmpty();
            } else if (seen.add(cell)) {
                before = cell;
            } else {
                return false;
            }
        }
        return repeats && seen.size() > 1;
    }
}

package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.Line;
import dev.millwright.exchange.Imports.Survey;
import dev.millwright.exchange.Workbooks.Nature;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A table of a workbook, as far as it was looked at. */
record LookedTable(int sheet, String name, Survey survey, Map<Integer, Nature> natures, TableSample sample) {

    Nature nature(int column) {
        return natures.getOrDefault(column, Nature.OTHER);
    }

    String heading(int column) {
        return Objects.requireNonNull(survey.columns().get(column)).heading();
    }

    /** The columns in which no two rows are alike and which may name them, from left to right. */
    List<Integer> keys() {
        return natures.keySet().stream()
                .sorted()
                .filter(column -> nature(column) != Nature.OTHER && sample.isKey(column))
                .toList();
    }

    /** The first of them; -1 for none. */
    int firstKey() {
        List<Integer> keys = keys();
        return keys.isEmpty() ? -1 : keys.getFirst();
    }

    /** That column, where it is the leftmost one, as people write tables: certainly the name of the rows and no link; -1 for none. */
    int ownKey() {
        int first = firstKey();
        return natures.keySet().stream().mapToInt(column -> column).min().orElse(-1) == first ? first : -1;
    }

    /** All rows that are records, once more. */
    void each(SheetSource source, Consumer<SheetRow> consumer) {
        Set<Long> totals = survey.totals().stream().map(Line::number).collect(Collectors.toSet());
        source.read(sheet, row -> {
            if (row.line() > survey.heading() && !row.isBroken() && !totals.contains(row.line())) {
                consumer.accept(row);
            }
            return true;
        });
    }
}

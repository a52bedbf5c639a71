package dev.millwright.exchange.internal;

import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DateOrder;
import dev.millwright.field.DecimalMark;
import dev.millwright.field.FormatContext;
import dev.millwright.sheet.SheetWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Learns what stands in the columns of a table, from as much of it as memory may hold. */
final class ColumnSurvey {

    /** Enough to see what a column is; the check before the import looks at the rest. */
    private static final int MOST_VALUES = 20_000;

    private static final long MOST_TEXT = 32L << 20;

    /** So many values are known of all columns to see whether they repeat; where there are more, this is said of the leftmost ones only. */
    private static final int MOST_DIFFERENT = 2_000_000;

    private final List<Column> columns = new ArrayList<>();
    private final long most;
    private final long mostDifferent;
    private long rows;
    private long kept;
    private long different;

    ColumnSurvey(List<String> headings) {
        this(headings, 1);
    }

    /**
     * @param tables how many there are in the file, which are all kept at the same time
     */
    ColumnSurvey(List<String> headings, int tables) {
        most = MOST_TEXT / Math.max(1, tables);
        mostDifferent = MOST_DIFFERENT / Math.max(1, tables);
        headings.forEach(heading -> columns.add(new Column(heading.strip())));
    }

    /** What is known of one column. */
    private final class Column {

        private final String heading;
        private final List<String> values = new ArrayList<>();
        private final Map<String, Integer> distinct = new LinkedHashMap<>();
        private FirstLines lines = new FirstLines();
        private final DateOrder.Tally dates = new DateOrder.Tally();
        private final DecimalMark.Tally numbers = new DecimalMark.Tally();
        private boolean repeats;
        private long filled;

        Column(String heading) {
            this.heading = heading;
        }

        /** Does not look any more whether a value stands twice. */
        private void giveUp() {
            repeats = true;
            different -= lines.size();
            lines = new FirstLines();
        }

        void add(SheetRow row, String cell) {
            String text = SheetWriter.original(cell).strip();
            if (text.isEmpty()) {
                return;
            }
            filled++;
            if (!repeats && lines.add(text, row.line()) == 0) {
                different++;
            } else if (!repeats) {
                giveUp();
            }
            dates.add(text);
            numbers.add(text);
            if (values.size() < MOST_VALUES && kept + text.length() <= most) {
                kept += text.length();
                values.add(text);
                distinct.merge(text, 1, Integer::sum);
            }
        }
    }

    void add(SheetRow row) {
        rows++;
        for (int i = 0; i < row.cells().size(); i++) {
            if (i == columns.size()) {
                columns.add(new Column(""));
            }
            columns.get(i).add(row, row.cell(i));
        }
        for (int i = columns.size() - 1; different > mostDifferent && i > 0; i--) {
            columns.get(i).giveUp();
        }
    }

    long rows() {
        return rows;
    }

    /**
     * @param named a name for each heading, from left to right
     */
    Map<Integer, ColumnProfile> profiles(FormatContext format, UnaryOperator<String> named) {
        Map<Integer, ColumnProfile> profiles = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            String heading = named.apply(column.heading);
            // Nothing above and nothing below is no column, only the space beside one.
            if (!column.heading.isEmpty() || column.filled > 0) {
                CellContext context = new CellContext(format, column.dates.order(), column.numbers.mark());
                profiles.put(i, new ColumnProfile(heading, column.values, column.distinct, context));
            }
        }
        return profiles;
    }

    Set<Integer> distinct() {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).filled == rows && !columns.get(i).repeats) {
                found.add(i);
            }
        }
        return found;
    }

    Set<Integer> openDates() {
        Set<Integer> found = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).dates.isOpen()) {
                found.add(i);
            }
        }
        return found;
    }
}

package dev.millwright.exchange.internal;

import dev.millwright.sheet.SheetWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Some rows of a table from all over it, and all values of those columns in which no two are alike. */
final class TableSample {

    /** A longer text is no name of anything. */
    static final int LONGEST = 200;

    private static final int MOST_ROWS = 4_000;
    private static final int MOST_CELLS = 400_000;

    /** A table with more rows is a journal, not what others refer to. */
    private static final int MOST_KEYS = 200_000;

    /** So many values are known of all columns of all tables; where there are more, the leftmost columns are those that name rows. */
    private static final int MOST_VALUES = 2_000_000;

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Values> columns = new ArrayList<>();

    // The same file shall always be seen in the same way.
    private final Random random = new Random(1);
    private final int most;
    private final int mostValues;
    private long known;
    private long count;

    /**
     * @param tables how many there are in the file, which are all kept at the same time
     */
    TableSample(int tables) {
        most = MOST_CELLS / Math.max(1, tables);
        mostValues = MOST_VALUES / Math.max(1, tables);
    }

    /** How a cell is found among the values of a column. */
    enum Place {
        SAME,
        RESPELLED,
        NONE
    }

    /** The values of one column, as long as no two are the same. */
    private static final class Values {

        private FirstLines same = new FirstLines();
        private FirstLines plain = new FirstLines();
        private FirstLines ambiguous = new FirstLines();
        private boolean repeats;
        private long filled;

        /** Says how many more values it knows than before. */
        int add(String text, long line) {
            int before = same.size();
            take(text, line);
            return same.size() - before;
        }

        private void take(String text, long line) {
            if (text.isEmpty()) {
                return;
            }
            filled++;
            if (repeats) {
                return;
            }
            if (text.length() > LONGEST || filled > MOST_KEYS || same.add(text, line) != 0) {
                giveUp();
                return;
            }
            String likewise = Likeness.plain(text);
            if (plain.add(likewise, line) != 0) {
                ambiguous.add(likewise, line);
            }
        }

        /** Says how many values it knew. */
        int giveUp() {
            int knew = same.size();
            repeats = true;
            same = new FirstLines();
            plain = new FirstLines();
            ambiguous = new FirstLines();
            return knew;
        }

        Place find(String text) {
            if (same.contains(text)) {
                return Place.SAME;
            }
            if (text.length() > LONGEST) {
                return Place.NONE;
            }
            String likewise = Likeness.plain(text);
            return plain.contains(likewise) && !ambiguous.contains(likewise) ? Place.RESPELLED : Place.NONE;
        }
    }

    /** What is meant by a cell, without the spaces around it. */
    static String text(SheetRow row, int column) {
        return SheetWriter.original(row.cell(column)).strip();
    }

    void add(SheetRow row) {
        count++;
        List<String> texts = new ArrayList<>(row.cells().size());
        for (int i = 0; i < row.cells().size(); i++) {
            if (i == columns.size()) {
                columns.add(new Values());
            }
            String text = text(row, i);
            known += columns.get(i).add(text, row.line());
            texts.add(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        }
        for (int i = columns.size() - 1; known > mostValues && i > 0; i--) {
            known -= columns.get(i).giveUp();
        }
        int room = Math.clamp(most / Math.max(1, columns.size()), 1, MOST_ROWS);
        if (rows.size() < room) {
            rows.add(texts);
        } else {
            long place = random.nextLong(count);
            if (place < rows.size()) {
                rows.set((int) place, texts);
            }
        }
    }

    long count() {
        return count;
    }

    List<List<String>> rows() {
        return rows;
    }

    static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column) : "";
    }

    /** Whether every row has a value there and no two have the same. */
    boolean isKey(int column) {
        return column < columns.size()
                && !columns.get(column).repeats
                && count > 1
                && columns.get(column).filled == count;
    }

    Place find(int column, String text) {
        return columns.get(column).find(text);
    }

    /** Whether a text stands in a column, however it is spelled there. */
    boolean has(int column, Spelling text) {
        Values values = columns.get(column);
        return values.same.containsHash(text.same())
                || (values.plain.containsHash(text.plain()) && !values.ambiguous.containsHash(text.plain()));
    }

    /** A text that is looked for in many columns. */
    record Spelling(long same, long plain) {

        static Spelling of(String text) {
            return new Spelling(FirstLines.hash(text), FirstLines.hash(Likeness.plain(text)));
        }
    }

    /** Some different values of a column. */
    Set<String> some(int column, int most) {
        Set<String> some = new LinkedHashSet<>();
        for (List<String> row : rows) {
            String text = cell(row, column);
            if (!text.isEmpty() && some.size() < most) {
                some.add(text);
            }
        }
        return some;
    }
}

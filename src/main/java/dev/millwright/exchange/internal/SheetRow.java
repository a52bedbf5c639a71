package dev.millwright.exchange.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param line of the file or of the sheet, from 1
 * @param cells as people see them, without empty ones at the end
 * @param part of the table that is read, from 0 to 1
 * @param merged which of its cells are one with others above or below
 */
record SheetRow(long line, List<String> cells, double part, List<Remark> remarks, Merged merged) {

    /** A table with more columns is none that people work with. */
    static final int MOST_COLUMNS = 1_000;

    /** How databases write that nothing stands there. */
    private static final Set<String> NOTHING = Set.of("NULL", "\\N");

    SheetRow(long line, List<String> cells, double part) {
        this(line, cells, part, List.of(), Merged.NONE);
    }

    /**
     * Columns with cells over several rows.
     *
     * @param tops where such a cell begins
     * @param below where one goes on
     */
    record Merged(Set<Integer> tops, Set<Integer> below) {

        static final Merged NONE = new Merged(Set.of(), Set.of());
    }

    /** What is to be read; empty, too, where a database says so. */
    String cell(int column) {
        String cell = column >= 0 && column < cells.size() ? cells.get(column) : "";
        return NOTHING.contains(cell.strip()) ? "" : cell;
    }

    /**
     * The row with some of its cells only, which takes no more memory than these.
     *
     * @param columns in ascending order, the same array for all rows
     */
    SheetRow picked(int[] columns) {
        List<Remark> about = remarks.isEmpty()
                ? List.of()
                : remarks.stream()
                        .filter(remark -> remark.column() == Remark.WHOLE_ROW
                                || Arrays.binarySearch(columns, remark.column()) >= 0)
                        .toList();
        return new SheetRow(line, PickedCells.of(cells, columns), part, about, Merged.NONE);
    }

    /** Whether it has all of its cells. */
    boolean isWhole() {
        return !(cells instanceof PickedCells);
    }

    /** How many cells have something. */
    int filled() {
        return cells instanceof PickedCells some
                ? some.filled()
                : (int) cells.stream().filter(cell -> !cell.isEmpty()).count();
    }

    /** How long the cells are together. */
    long length() {
        return cells instanceof PickedCells some
                ? some.length()
                : cells.stream().mapToLong(String::length).sum();
    }

    boolean isBroken() {
        return remarks.stream().anyMatch(remark -> remark.isFault() && remark.column() == Remark.WHOLE_ROW);
    }

    /**
     * What is to be said of a cell.
     *
     * @param column from 0; {@link #WHOLE_ROW} for the row
     * @param code of the text that says it
     * @param isFault whether the cell cannot be taken as it is; else it is taken and said
     */
    record Remark(int column, String code, boolean isFault) {

        static final int WHOLE_ROW = -1;
    }

    /** A row without what nobody sees, and remarks on it; null for one that is empty. Refuses too many columns. */
    static @Nullable SheetRow of(long line, List<String> cells, double part, List<Remark> known, boolean isBroken) {
        return of(line, cells, part, known, isBroken, Merged.NONE);
    }

    static @Nullable SheetRow of(
            long line, List<String> cells, double part, List<Remark> known, boolean isBroken, Merged merged) {
        List<Remark> remarks = new ArrayList<>(known);
        List<String> clean = new ArrayList<>(cells.size());
        for (int column = 0; column < cells.size(); column++) {
            clean.add(CellText.clean(cells.get(column), column, remarks));
        }
        if (isBroken) {
            remarks.add(new Remark(Remark.WHOLE_ROW, "record.import.error.strayQuote", true));
        }
        List<String> trimmed = trimmed(clean);
        boolean empty = trimmed.isEmpty() && remarks.stream().noneMatch(Remark::isFault);
        return empty ? null : new SheetRow(line, trimmed, part, remarks, merged);
    }

    /** Cells without the empty ones at the end; refuses too many. */
    static List<String> trimmed(List<String> cells) {
        int size = cells.size();
        while (size > 0 && cells.get(size - 1).isBlank()) {
            size--;
        }
        if (size > MOST_COLUMNS) {
            throw UnreadableFile.because("record.import.error.columns", MOST_COLUMNS);
        }
        return size == cells.size() ? cells : cells.subList(0, size);
    }
}

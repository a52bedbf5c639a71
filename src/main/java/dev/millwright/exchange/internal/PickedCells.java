package dev.millwright.exchange.internal;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** Some cells of a row, where they stand in it; nothing stands in the others, and they take no memory. */
final class PickedCells extends AbstractList<String> implements RandomAccess {

    private final int[] columns;
    private final String[] texts;

    /**
     * @param columns in ascending order, the same array for all rows
     * @param texts what stands in each of them
     */
    PickedCells(int[] columns, String[] texts) {
        this.columns = columns;
        this.texts = texts;
    }

    static PickedCells of(List<String> cells, int[] columns) {
        String[] texts = new String[columns.length];
        for (int i = 0; i < columns.length; i++) {
            texts[i] = columns[i] >= 0 && columns[i] < cells.size() ? cells.get(columns[i]) : "";
        }
        return new PickedCells(columns, texts);
    }

    @Override
    public String get(int column) {
        Objects.checkIndex(column, size());
        int place = Arrays.binarySearch(columns, column);
        return place < 0 ? "" : texts[place];
    }

    @Override
    public int size() {
        return columns.length == 0 ? 0 : columns[columns.length - 1] + 1;
    }

    /** How many of them have something. */
    int filled() {
        int filled = 0;
        for (String text : texts) {
            filled += text.isEmpty() ? 0 : 1;
        }
        return filled;
    }

    /** How long they are together. */
    long length() {
        long length = 0;
        for (String text : texts) {
            length += text.length();
        }
        return length;
    }
}

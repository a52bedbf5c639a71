package dev.millwright.schema;

/**
 * How far values are from being unique.
 *
 * @param rows rows that share their value with another row
 * @param values different values that occur more than once
 */
public record Duplicates(long rows, long values) {

    public static final Duplicates NONE = new Duplicates(0, 0);

    /** Rows that would have to change for the values to be unique. */
    public long surplus() {
        return rows - values;
    }

    public boolean isEmpty() {
        return rows == 0;
    }
}

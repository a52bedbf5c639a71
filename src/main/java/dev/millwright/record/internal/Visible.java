package dev.millwright.record.internal;

/**
 * What somebody may see of a form's records.
 *
 * @param table the form's table without the fields that they see of no record
 * @param source its rows and columns as far as they may be seen
 */
record Visible(RecordTable table, Source source) {

    /** Everything. */
    static Visible all(RecordTable table) {
        return new Visible(table, Source.whole(table.name()));
    }

    boolean isWhole() {
        return source.isWhole();
    }
}

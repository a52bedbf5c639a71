package dev.millwright.schema;

/** How many rows, counted or, where counting would take long, as the planner estimates. */
public record RowCount(long rows, boolean exact) {

    public static final RowCount NONE = new RowCount(0, true);
}

package dev.millwright.field;

/** How the cells of one column of a file are read. */
public record CellContext(FormatContext format, DateOrder dates, DecimalMark decimals) {

    /** Numbers with a point. */
    public CellContext(FormatContext format, DateOrder dates) {
        this(format, dates, DecimalMark.POINT);
    }
}

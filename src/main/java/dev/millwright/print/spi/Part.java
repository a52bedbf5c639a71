package dev.millwright.print.spi;

import dev.millwright.form.ColumnFigure;
import java.util.List;

/** What a layout that the product makes is made of; element types say which parts they play. */
public sealed interface Part {

    /** A place for the company's logo. */
    record Logo() implements Part {}

    /**
     * @param text with fields between braces
     */
    record Words(String text, TextStyle style) implements Part {}

    /**
     * A value of the record.
     *
     * @param labelled whether it is said what it is
     */
    record Value(String path, boolean labelled, TextStyle style) implements Part {}

    /**
     * The lines of the record, in a table.
     *
     * @param source of the rows
     */
    record Lines(String source, List<LinesColumn> columns) implements Part {
        public Lines {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column of lines.
     *
     * @param number whether it holds numbers, which stand at the right
     * @param figure what stands below
     */
    record LinesColumn(String path, boolean number, ColumnFigure figure) {}

    /** What a phone reads to open the record. */
    record Address() implements Part {}

    /** What parts one thing from the next. */
    record Rule(String colour) implements Part {}

    /** Which page it is, of how many. */
    record PageCount(TextStyle style) implements Part {}
}

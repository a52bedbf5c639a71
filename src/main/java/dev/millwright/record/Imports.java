package dev.millwright.record;

import dev.millwright.field.FormatContext;
import dev.millwright.jobs.JobProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Brings the rows of a file into a form, through the gate, all or none. */
public interface Imports {

    /**
     * The beginning of a file and how its columns fit the form.
     *
     * @throws dev.millwright.shared.InvalidException when the file cannot be read as a table
     */
    Preview preview(FormRef form, Path file);

    /** Tries the import without keeping anything. */
    Report dryRun(FormRef form, Path file, Map<Integer, String> mapping, FormatContext format, JobProgress progress);

    /** Imports all rows if every one of them is good, else none; the report tells which. */
    Report run(FormRef form, Path file, Map<Integer, String> mapping, FormatContext format, JobProgress progress);

    /**
     * A file before it is imported.
     *
     * @param columns its headings
     * @param sample its first rows
     * @param rows how many there are
     * @param mapping the column numbers, from 0, whose heading is the label or key of a field, with the field's key
     */
    record Preview(List<String> columns, List<List<String>> sample, long rows, Map<Integer, String> mapping) {}

    /**
     * What an import did or would do.
     *
     * @param rows of the file that were looked at
     * @param bad what is wrong, row by row; at most {@link #MOST_BAD}
     * @param badRows how many rows have something wrong
     */
    record Report(long rows, List<BadCell> bad, long badRows) {

        /** So many are named; a file with more is better looked at as a whole. */
        public static final int MOST_BAD = 10_000;
    }

    /**
     * One thing that is wrong.
     *
     * @param line of the file, from 1, the heading being the first
     * @param field key of the field, empty for the whole row
     * @param column heading of the column, or the field's label when no column is mapped to it
     * @param value what stands there
     * @param code of the text that says what to do, with its arguments
     */
    record BadCell(long line, String field, String column, String value, String code, List<Object> arguments) {}
}

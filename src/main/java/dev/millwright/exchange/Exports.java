package dev.millwright.exchange;

import dev.millwright.field.FormatContext;
import dev.millwright.record.FormRef;
import dev.millwright.record.ListRequest;
import dev.millwright.record.UnknownFieldException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the records of a list as a file, in constant memory however many there are. */
public interface Exports {

    /** Kinds of files. */
    enum Format {
        CSV,
        XLSX;

        /** The end of the file's name. */
        public String extension() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String mediaType() {
            return switch (this) {
                case CSV -> "text/csv;charset=UTF-8";
                case XLSX -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            };
        }
    }

    /** What becomes of the lines that the records have. */
    enum Lines {
        /** They are not in the file. */
        NONE,
        /** They stand on sheets of their own, behind that of the records, each line with the key of its record. */
        SHEETS,
        /** Each line is a row, with the columns of its record before its own; a record without lines is a row, too. */
        ROWS
    }

    /** The parts of the form whose lines the reader may see, by their keys. */
    Map<String, String> lines(FormRef form);

    /**
     * A column of the file.
     *
     * @param key of a field or a system field
     */
    record Column(String key, String heading) {}

    /**
     * Makes sure that the export may begin, before anything is written.
     *
     * @throws dev.millwright.shared.NotAllowedException when the person may not export
     * @throws UnknownFieldException for a column that the form does not have
     */
    void require(ListRequest request, List<Column> columns);

    /** Writes the records alone. */
    default void write(
            ListRequest request, List<Column> columns, Format format, FormatContext context, OutputStream out)
            throws IOException {
        write(request, columns, Lines.NONE, format, context, out);
    }

    /**
     * Makes sure that lines can be written so.
     *
     * @throws dev.millwright.record.InvalidRequestException when the form has no lines, or several kinds of them for one table, or the
     *     file has no sheets
     */
    void requireLines(FormRef form, Lines lines, Format format);

    /** Writes what the request asks for; limit and cursor of the request do not count. The stream stays open. */
    void write(
            ListRequest request,
            List<Column> columns,
            Lines lines,
            Format format,
            FormatContext context,
            OutputStream out)
            throws IOException;
}

package dev.millwright.exchange;

import dev.millwright.field.FormatContext;
import dev.millwright.record.ListRequest;
import dev.millwright.record.UnknownFieldException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

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

    /** Writes what the request asks for; limit and cursor of the request do not count. The stream stays open. */
    void write(ListRequest request, List<Column> columns, Format format, FormatContext context, OutputStream out)
            throws IOException;
}

package dev.millwright.exchange;

import dev.millwright.exchange.Exports.Column;
import dev.millwright.field.FormatContext;
import dev.millwright.record.ListRequest;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the records of a list as a ZIP: a table of them, and beside it the files that they hold, in a folder for each record. */
public interface FileExports {

    String MEDIA_TYPE = "application/zip";

    /**
     * What a ZIP would hold.
     *
     * @param bytes of the files together
     * @param leftOut what lines are called whose files are not in it
     */
    record Contents(long records, long files, long bytes, List<String> leftOut) {}

    /** Whether the records have fields for files that the reader may export. */
    boolean hasFiles(ListRequest request);

    /**
     * Counts what the ZIP would hold.
     *
     * @throws dev.millwright.shared.NotAllowedException when the person may not export
     * @throws dev.millwright.record.InvalidRequestException when there is more than one ZIP holds
     */
    Contents contents(ListRequest request);

    /** Writes the ZIP in constant memory, after counting once more. The stream stays open. */
    void write(ListRequest request, List<Column> columns, FormatContext context, OutputStream out) throws IOException;
}

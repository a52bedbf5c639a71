package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.BadFile;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.sheet.SheetWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that an import refuses, written beside it as a file of the same kind: what stood there, and what is wrong with it. */
final class BadRowsFile implements AutoCloseable {

    /** Beyond that the file as a whole is wrong, and nobody corrects it row by row. */
    private static final int MOST = 50_000;

    private final ScratchFiles files;
    private final SheetSource source;
    private final String reasonHeading;
    private @Nullable Path path;
    private @Nullable OutputStream out;
    private @Nullable SheetWriter writer;
    private int width;
    private int rows;

    BadRowsFile(ScratchFiles files, SheetSource source, String reasonHeading) {
        this.files = files;
        this.source = source;
        this.reasonHeading = reasonHeading;
    }

    void add(List<String> columns, SheetRow row, List<String> reasons) {
        if (rows++ >= MOST) {
            return;
        }
        try {
            SheetWriter open = writer == null ? begin(columns) : writer;
            open.row(line(row.cells(), String.join(" ", reasons)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SheetWriter begin(List<String> columns) throws IOException {
        Path file = files.create("rows");
        path = file;
        out = new BufferedOutputStream(Files.newOutputStream(file));
        width = columns.size();
        SheetWriter begun = switch (source) {
            case CsvFile csv -> SheetWriter.csv(out, csv.separator());
            case XlsxFile _ -> SheetWriter.xlsx(out, reasonHeading);
        };
        writer = begun;
        begun.row(line(columns, reasonHeading));
        return begun;
    }

    private List<String> line(List<String> cells, String last) {
        List<String> line = new ArrayList<>(cells.size() > width ? cells.subList(0, width) : cells);
        while (line.size() < width) {
            line.add("");
        }
        line.add(last);
        return line;
    }

    /** The file, if there were bad rows; whoever takes it deletes it. */
    @Nullable BadFile finish(String sourceName) {
        Path file = path;
        if (file == null) {
            return null;
        }
        close();
        path = null;
        int dot = sourceName.lastIndexOf('.');
        String name = dot > 0 ? sourceName.substring(0, dot) : sourceName;
        return new BadFile(file, name + " - " + reasonHeading + (source instanceof XlsxFile ? ".xlsx" : ".csv"));
    }

    /** Leaves nothing behind when the import failed. */
    void discard() {
        close();
        Path file = path;
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        try {
            if (writer != null) {
                writer.close();
                writer = null;
            }
            if (out != null) {
                out.close();
                out = null;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows that an import refuses, written beside it as a file of the same kind: what stood there, and what is wrong with it. */
final class BadRowsFile implements AutoCloseable {

    /** Beyond that the file as a whole is wrong, and nobody corrects it row by row. */
    static final int MOST = 50_000;

    private final ScratchFiles files;
    private final SheetSource source;
    private final String reasonHeading;
    private @Nullable Path path;
    private @Nullable OutputStream out;
    private @Nullable SheetWriter writer;
    private final Map<String, Lines> lines = new LinkedHashMap<>();
    private String apart = "";
    private int width;
    private int rows;

    BadRowsFile(ScratchFiles files, SheetSource source, String reasonHeading) {
        this.files = files;
        this.source = source;
        this.reasonHeading = reasonHeading;
    }

    /**
     * Puts a row between those of two records that nothing else would keep apart.
     *
     * @param words what that row says
     */
    void keepApart(String words) {
        apart = words;
    }

    /** Whether there are more bad rows than it has. */
    boolean isCut() {
        return rows > MOST;
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

    /** Keeps the rows of one record together: half of them could not be imported again. */
    void addAll(List<String> columns, List<SheetRow> some, Function<SheetRow, List<String>> reasons) {
        if (rows + some.size() > MOST) {
            rows = MOST + 1;
            return;
        }
        if (!apart.isEmpty() && rows > 0) {
            add(columns, new SheetRow(0, List.of(), 0), List.of(apart));
        }
        some.forEach(row -> add(columns, row, reasons.apply(row)));
    }

    /** Keeps a line of a record that is refused for a sheet of its own, called as the one it is from. */
    void addLine(String sheet, List<String> columns, SheetRow row, List<String> reasons) {
        if (lines.computeIfAbsent(sheet, _ -> new Lines(columns, new ArrayList<>()))
                        .rows()
                        .size()
                < MOST) {
            Lines known = Objects.requireNonNull(lines.get(sheet));
            known.rows().add(line(row.cells(), String.join(" ", reasons), columns.size()));
        }
    }

    /** Makes sure that there is a file, though there may be no bad rows but lines. */
    void headings(List<String> columns) {
        try {
            if (writer == null) {
                begin(columns);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lines on one sheet. */
    private record Lines(List<String> columns, List<List<String>> rows) {}

    private void writeLines(SheetWriter open) throws IOException {
        for (Map.Entry<String, Lines> one : lines.entrySet()) {
            open.sheet(one.getKey());
            open.row(line(
                    one.getValue().columns(),
                    reasonHeading,
                    one.getValue().columns().size()));
            for (List<String> row : one.getValue().rows()) {
                open.row(row);
            }
        }
        lines.clear();
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
        return line(cells, last, width);
    }

    private static List<String> line(List<String> cells, String last, int width) {
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
            SheetWriter open = writer;
            if (open != null) {
                writeLines(open);
                open.close();
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

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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows that an import refuses, written beside it as a file of the same kind: what stood there, and what is wrong with it. */
final class BadRowsFile implements AutoCloseable {

    /** Beyond that the file as a whole is wrong, and nobody corrects it row by row. */
    static final int MOST = 50_000;

    /** So much is kept of what is said of rows that are looked up at the end. */
    private static final int MOST_LETTERS = 16 << 20;

    private static final int LETTERS_OF_A_CELL = 20;

    private final ScratchFiles files;
    private final SheetSource source;
    private final String reasonHeading;
    private final String instead;
    private @Nullable Path path;
    private @Nullable OutputStream out;
    private @Nullable SheetWriter writer;
    /** Rows of the records' sheet of which only the number is known. */
    private final Map<Long, Later> later = new LinkedHashMap<>();

    private final Map<Integer, Lines> lines = new LinkedHashMap<>();
    private List<String> columns = List.of();
    private String apart = "";
    private long letters;
    private int sheet;
    private int width;
    private int rows;
    private boolean isCut;

    /**
     * @param instead what stands where there is no room left for reasons
     */
    BadRowsFile(ScratchFiles files, SheetSource source, String reasonHeading, String instead) {
        this.instead = instead;
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
        return isCut || rows > MOST;
    }

    /**
     * What is said of a row that is looked up in the file at the end.
     *
     * @param begins whether it is the first one of a record
     */
    private record Later(String reasons, boolean begins) {}

    /** Lines on one sheet. */
    private record Lines(String sheet, List<String> columns, Map<Long, Later> rows) {}

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

    /** Adds a row of which not all is at hand. */
    void addLater(int sheet, List<String> columns, SheetRow row, List<String> reasons) {
        addAll(sheet, columns, List.of(row), _ -> reasons);
    }

    /** Keeps the rows of one record together, of which not all is at hand: half of them could not be imported again. */
    void addAll(int sheet, List<String> columns, List<SheetRow> some, Function<SheetRow, List<String>> reasons) {
        this.sheet = sheet;
        this.columns = columns;
        if (isCut() || rows + some.size() > MOST) {
            rows = MOST + 1;
            return;
        }
        rows += some.size();
        for (SheetRow row : some) {
            put(later, row.line(), reasons.apply(row), row == some.getFirst());
        }
    }

    /**
     * Keeps a line of a record that is refused for a sheet of its own.
     *
     * @param sheet where it stands in the file
     * @param name what that sheet is called
     */
    void addLine(int sheet, String name, List<String> columns, SheetRow row, List<String> reasons) {
        Map<Long, Later> known = lines.computeIfAbsent(sheet, _ -> new Lines(name, columns, new LinkedHashMap<>()))
                .rows();
        if (known.size() < MOST) {
            put(known, row.line(), reasons, false);
        } else {
            isCut = true;
        }
    }

    private void put(Map<Long, Later> rows, long line, List<String> reasons, boolean begins) {
        String words = String.join(" ", reasons);
        letters += words.length();
        if (letters > MOST_LETTERS && !words.isEmpty()) {
            words = instead;
        }
        rows.put(line, new Later(words, begins));
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

    /** Writes what was added by its number, as it stands in the file. */
    private void writeLater() throws IOException {
        if (!later.isEmpty()) {
            SheetWriter open = writer == null ? begin(columns) : writer;
            int[] written = new int[1];
            each(sheet, later, (row, known) -> {
                if (!apart.isEmpty() && known.begins() && written[0] > 0) {
                    open.row(line(List.of(), apart));
                }
                written[0]++;
                open.row(line(row.cells(), known.reasons()));
            });
            later.clear();
        }
        for (Map.Entry<Integer, Lines> one : lines.entrySet()) {
            SheetWriter open = writer == null ? begin(columns) : writer;
            Lines known = one.getValue();
            int size = known.columns().size();
            open.sheet(known.sheet());
            open.row(line(known.columns(), reasonHeading, size));
            each(one.getKey(), known.rows(), (row, said) -> open.row(line(row.cells(), said.reasons(), size)));
        }
        lines.clear();
    }

    /** Takes a row of the file with what is said of it. */
    private interface Taking {
        void take(SheetRow row, Later said) throws IOException;
    }

    /** In the order in which they were added where that takes little memory, else as they stand in the file. */
    private void each(int number, Map<Long, Later> wanted, Taking taking) throws IOException {
        Map<Long, SheetRow> rows = isInOrder(wanted.keySet()) ? Map.of() : few(number, wanted);
        if (!rows.isEmpty()) {
            for (Map.Entry<Long, Later> one : wanted.entrySet()) {
                taking.take(Objects.requireNonNull(rows.get(one.getKey())), one.getValue());
            }
            return;
        }
        source.read(number, row -> {
            Later said = wanted.get(row.line());
            if (said != null) {
                try {
                    taking.take(row, said);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return true;
        });
    }

    private static boolean isInOrder(Set<Long> lines) {
        long before = 0;
        for (long line : lines) {
            if (line < before) {
                return false;
            }
            before = line;
        }
        return true;
    }

    /** The rows; nothing when they are too many to be kept at hand, or a line stands twice in the file. */
    private Map<Long, SheetRow> few(int number, Map<Long, Later> wanted) {
        Map<Long, SheetRow> rows = new HashMap<>();
        long[] left = {MOST_LETTERS};
        source.read(number, row -> {
            if (wanted.containsKey(row.line())) {
                left[0] -= (long) LETTERS_OF_A_CELL * row.cells().size() + row.length();
                boolean isTwice = rows.put(row.line(), row) != null;
                left[0] = isTwice ? -1 : left[0];
            }
            return left[0] >= 0;
        });
        return left[0] >= 0 && rows.size() == wanted.size() ? rows : Map.of();
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
        try {
            writeLater();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

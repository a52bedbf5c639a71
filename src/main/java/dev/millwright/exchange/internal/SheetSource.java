package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tables of texts in a file, read from their beginning as often as wanted and never as a whole. */
sealed interface SheetSource permits CsvFile, XlsxFile {

    /** A table with more columns is none that people work with. */
    int MOST_COLUMNS = 1_000;

    /** What people call the tables; one without a name for a file that is a table itself. */
    List<String> sheets();

    /** How its text is read; without anything for a file that says so itself. */
    Reading reading();

    /** What is to be said of a table as a whole, below its headings. */
    default List<Note> notes(int sheet, long heading) {
        return List.of();
    }

    /**
     * Gives every row that is not empty until the consumer has enough.
     *
     * @throws InvalidException when the file turns out to be damaged or larger than anybody needs
     */
    void read(int sheet, Predicate<Row> more);

    /**
     * What is to be said of a cell.
     *
     * @param column from 0; {@link #WHOLE_ROW} for the row
     * @param code of the text that says it
     * @param isFault whether the cell cannot be taken as it is; else it is taken and said
     */
    record Remark(int column, String code, boolean isFault) {

        static final int WHOLE_ROW = -1;
    }

    /**
     * A row of a table.
     *
     * @param line of the file or of the sheet, from 1
     * @param cells as people see them, without empty ones at the end
     * @param part of the table that is read, from 0 to 1
     */
    record Row(long line, List<String> cells, double part, List<Remark> remarks) {

        /** How databases write that nothing stands there. */
        private static final Set<String> NOTHING = Set.of("NULL", "\\N");

        Row(long line, List<String> cells, double part) {
            this(line, cells, part, List.of());
        }

        /** What is to be read; empty, too, where a database says so. */
        String cell(int column) {
            String cell = column >= 0 && column < cells.size() ? cells.get(column) : "";
            return NOTHING.contains(cell.strip()) ? "" : cell;
        }

        boolean isBroken() {
            return remarks.stream().anyMatch(remark -> remark.isFault() && remark.column() == Remark.WHOLE_ROW);
        }
    }

    /** A row without what nobody sees, and remarks on it; null for one that is empty. Refuses too many columns. */
    static @Nullable Row row(long line, List<String> cells, double part, List<Remark> known, boolean isBroken) {
        List<Remark> remarks = new ArrayList<>(known);
        List<String> clean = new ArrayList<>(cells.size());
        for (int column = 0; column < cells.size(); column++) {
            clean.add(CellText.clean(cells.get(column), column, remarks));
        }
        if (isBroken) {
            remarks.add(new Remark(Remark.WHOLE_ROW, "record.import.error.strayQuote", true));
        }
        List<String> trimmed = trimmed(clean);
        boolean empty = trimmed.isEmpty() && remarks.stream().noneMatch(Remark::isFault);
        return empty ? null : new Row(line, trimmed, part, remarks);
    }

    /** Recognises a file as it is found. */
    static SheetSource open(Path path) {
        return open(path, Reading.FOUND);
    }

    /**
     * Recognises a file by what is in it, whatever it is called.
     *
     * @param wanted how a person wants a text to be read
     * @throws InvalidException when it is no table, saying what to do
     */
    static SheetSource open(Path path, Reading wanted) {
        byte[] start = start(path);
        if (start.length == 0) {
            throw refused("record.import.error.empty");
        }
        if (begins(start, 'P', 'K', 3, 4)) {
            return XlsxFile.open(path);
        }
        if (begins(start, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw refused(isEncrypted(path) ? "record.import.error.protected" : "record.import.error.oldExcel");
        }
        if (begins(start, '%', 'P', 'D', 'F')) {
            throw refused("record.import.error.notTable");
        }
        return CsvFile.open(path, wanted);
    }

    static InvalidException refused(String code, Object... arguments) {
        return new InvalidException(Problems.of(Problem.error(code, "", arguments)));
    }

    private static byte[] start(Path path) {
        try (InputStream bytes = Files.newInputStream(path)) {
            return bytes.readNBytes(8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A workbook with a password is kept in the old kind of file, under this name. */
    private static boolean isEncrypted(Path path) {
        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
            int matched = 0;
            int c = bytes.read();
            while (c >= 0) {
                matched = c == name[matched] ? matched + 1 : c == name[0] ? 1 : 0;
                if (matched == name.length) {
                    return true;
                }
                c = bytes.read();
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean begins(byte[] start, int... signature) {
        byte[] expected = new byte[signature.length];
        for (int i = 0; i < signature.length; i++) {
            expected[i] = (byte) signature[i];
        }
        return start.length >= expected.length && Arrays.equals(Arrays.copyOf(start, expected.length), expected);
    }

    /** Cells without the empty ones at the end; refuses too many. */
    static List<String> trimmed(List<String> cells) {
        int size = cells.size();
        while (size > 0 && cells.get(size - 1).isBlank()) {
            size--;
        }
        if (size > MOST_COLUMNS) {
            throw refused("record.import.error.columns", MOST_COLUMNS);
        }
        return size == cells.size() ? cells : cells.subList(0, size);
    }
}

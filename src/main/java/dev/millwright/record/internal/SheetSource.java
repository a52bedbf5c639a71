package dev.millwright.record.internal;

import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Tables of texts in a file, read from their beginning as often as wanted and never as a whole. */
sealed interface SheetSource permits CsvFile, XlsxFile {

    /** A table with more columns is none that people work with. */
    int MOST_COLUMNS = 1_000;

    /** What people call the tables; one without a name for a file that is a table itself. */
    List<String> sheets();

    /**
     * Gives every row that is not empty until the consumer has enough.
     *
     * @throws InvalidException when the file turns out to be damaged or larger than anybody needs
     */
    void read(int sheet, Predicate<Row> more);

    /**
     * A row of a table.
     *
     * @param line of the file or of the sheet, from 1
     * @param cells as people see them, without empty ones at the end
     * @param part of the table that is read, from 0 to 1
     */
    record Row(long line, List<String> cells, double part) {

        /** How databases write that nothing stands there. */
        private static final Set<String> NOTHING = Set.of("NULL", "\\N");

        /** What is to be read; empty, too, where a database says so. */
        String cell(int column) {
            String cell = column < cells.size() ? cells.get(column) : "";
            return NOTHING.contains(cell.strip()) ? "" : cell;
        }
    }

    /**
     * Recognises a file by what is in it, whatever it is called.
     *
     * @throws InvalidException when it is no table, saying what to do
     */
    static SheetSource open(Path path) {
        byte[] start = start(path);
        if (start.length == 0) {
            throw refused("record.import.error.empty");
        }
        if (begins(start, 'P', 'K', 3, 4)) {
            return XlsxFile.open(path);
        }
        if (begins(start, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw refused("record.import.error.oldExcel");
        }
        return CsvFile.open(path);
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

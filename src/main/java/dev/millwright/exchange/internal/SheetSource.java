package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.Imports.Reading;
import dev.millwright.shared.InvalidException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Tables of texts in a file, read from their beginning as often as wanted and never as a whole. */
sealed interface SheetSource permits CsvFile, XlsxFile {

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
    void read(int sheet, Predicate<SheetRow> more);

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
            throw UnreadableFile.because("record.import.error.empty");
        }
        if (begins(start, 'P', 'K', 3, 4)) {
            return XlsxFile.open(path);
        }
        if (begins(start, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw UnreadableFile.because(
                    isEncrypted(path) ? "record.import.error.protected" : "record.import.error.oldExcel");
        }
        if (begins(start, '%', 'P', 'D', 'F')) {
            throw UnreadableFile.because("record.import.error.notTable");
        }
        return CsvFile.open(path, wanted);
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
}

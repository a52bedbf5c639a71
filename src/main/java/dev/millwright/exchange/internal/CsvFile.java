package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.Reading;
import dev.millwright.exchange.internal.CsvRows.CsvRow;
import dev.millwright.exchange.internal.CsvRows.OpenQuoteException;
import dev.millwright.exchange.internal.Encodings.Encoding;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file of separated values in any encoding that spreadsheets write, parted by comma, semicolon, tab or bar. */
final class CsvFile implements SheetSource {

    private static final int BUFFER = 64 * 1024;
    private static final int COMPARED_ROWS = 40;
    private static final String SEPARATORS = ",;\t|";

    /** How a first line begins that says what parts the values, as Excel reads it. */
    private static final String SEPARATOR_LINE = "sep=";

    /** How web pages and XML begin, which call themselves tables. */
    private static final List<String> PAGES =
            List.of("<html", "<!doctype html", "<head", "<meta", "<body", "<table", "<style");

    private final Path path;
    private final Encoding encoding;
    private final char separator;
    private final long size;

    private CsvFile(Path path, Encoding encoding, char separator, long size) {
        this.path = path;
        this.encoding = encoding;
        this.separator = separator;
        this.size = size;
    }

    /**
     * @param wanted how a person wants it read
     * @throws dev.millwright.shared.InvalidException when it is no text
     */
    static CsvFile open(Path path, Reading wanted) {
        Encoding encoding = Encodings.of(path, wanted.charset());
        String beginning = beginning(path, encoding);
        if (beginning.isBlank()) {
            throw UnreadableFile.because("record.import.error.empty");
        }
        refusePages(beginning);
        Character said = said(beginning);
        Character chosen = wanted.separator();
        char separator = chosen != null ? chosen : said != null ? said : separatorOf(beginning);
        try {
            return new CsvFile(path, encoding, separator, Files.size(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void refusePages(String beginning) {
        String start = beginning
                .substring(0, Math.min(beginning.length(), 200))
                .strip()
                .toLowerCase(Locale.ROOT);
        if (PAGES.stream().anyMatch(start::startsWith) || start.startsWith("mime-version:")) {
            throw UnreadableFile.because("record.import.error.page");
        }
        if (start.startsWith("<?xml")) {
            throw UnreadableFile.because("record.import.error.xml");
        }
    }

    char separator() {
        return separator;
    }

    @Override
    public Reading reading() {
        return new Reading(encoding.name(), separator);
    }

    @Override
    public List<String> sheets() {
        return List.of("");
    }

    @Override
    public void read(int sheet, Predicate<SheetRow> more) {
        try (Counted bytes = new Counted(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
            bytes.skipNBytes(encoding.mark());
            CsvRows rows = new CsvRows(new InputStreamReader(bytes, encoding.charset()), separator);
            CsvRow row = rows.next();
            if (row != null && row.line() == 1 && isSeparatorLine(row)) {
                row = rows.next();
            }
            boolean wanted = true;
            while (wanted && row != null) {
                double part = size == 0 ? 1 : Math.min(1, (double) bytes.count / size);
                SheetRow read = SheetRow.of(row.line(), row.cells(), part, List.of(), row.isBroken());
                if (read != null) {
                    wanted = more.test(read);
                }
                row = rows.next();
            }
        } catch (OpenQuoteException e) {
            throw UnreadableFile.because("record.import.error.openQuote", e.line());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isSeparatorLine(CsvRow row) {
        return String.join(String.valueOf(separator), row.cells()).strip().equalsIgnoreCase(SEPARATOR_LINE + separator);
    }

    private static String beginning(Path path, Encoding encoding) {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
            bytes.skipNBytes(Math.min(encoding.mark(), Files.size(path)));
            return new String(bytes.readNBytes(BUFFER), encoding.charset());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Character said(String beginning) {
        boolean says = beginning.regionMatches(true, 0, SEPARATOR_LINE, 0, SEPARATOR_LINE.length())
                && beginning.length() > SEPARATOR_LINE.length() + 1
                && "\r\n".indexOf(beginning.charAt(SEPARATOR_LINE.length() + 1)) >= 0;
        return says ? beginning.charAt(SEPARATOR_LINE.length()) : null;
    }

    /** What parts most rows into equally many cells. */
    private static char separatorOf(String beginning) {
        char best = ',';
        double bestScore = 0;
        for (char candidate : SEPARATORS.toCharArray()) {
            double score = score(rows(beginning, candidate));
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    private static List<CsvRow> rows(String beginning, char candidate) {
        List<CsvRow> found = new ArrayList<>();
        CsvRows rows = new CsvRows(new StringReader(beginning), candidate);
        try {
            CsvRow row = rows.next();
            while (row != null && found.size() < COMPARED_ROWS) {
                if (row.cells().stream().anyMatch(cell -> !cell.isBlank())) {
                    found.add(row);
                }
                row = rows.next();
            }
        } catch (OpenQuoteException e) {
            // The beginning may end within a cell; the rows before it are enough.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static double score(List<CsvRow> rows) {
        Map<Integer, Integer> widths = new HashMap<>();
        long spoiled = 0;
        long cells = 0;
        for (CsvRow row : rows) {
            if (!row.isBroken()) {
                widths.merge(row.cells().size(), 1, Integer::sum);
                cells += row.cells().size();
                spoiled += row.cells().stream().filter(CsvFile::isCutElsewhere).count();
            }
        }
        double best = 0;
        for (Map.Entry<Integer, Integer> width : widths.entrySet()) {
            if (width.getKey() > 1) {
                double consistency = (double) width.getValue() / rows.size();
                best = Math.max(best, consistency * consistency * Math.sqrt(width.getKey() - 1.0));
            }
        }
        return cells == 0 ? 0 : best * (1 - 0.7 * spoiled / cells);
    }

    /** A cell that begins or ends with another separator was not meant to. */
    private static boolean isCutElsewhere(String cell) {
        return Stream.of(',', ';', '|')
                .anyMatch(other -> cell.startsWith(String.valueOf(other)) || cell.endsWith(String.valueOf(other)));
    }

    /** Knows how much of it was read. */
    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream bytes) {
            super(bytes);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}

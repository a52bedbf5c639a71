package dev.millwright.exchange.internal;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts separated values into rows, as RFC 4180 says and spreadsheets bend it: {@code ="00123"} is a text, a quotation mark within a
 * cell is one. A row with a quotation mark that ends nothing is given up, and the next begins on the next line of the file.
 */
final class CsvRows {

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_FIELD = 1 << 20;
    private static final int MOST_FIELDS = 16_384;

    /** Beyond that no line can be told from another any more. */
    private static final long MOST_READ_AGAIN = 16L << 20;

    private final Reader in;
    private final char separator;
    private final char[] buffer = new char[BUFFER];
    private int position;
    private int limit;
    private long line = 1;
    private long readAgain;

    /** What was read since the end of the first line of a row within quotation marks, to be read again when that was a mistake. */
    private final StringBuilder since = new StringBuilder();

    private boolean remembering;
    private final StringBuilder again = new StringBuilder();
    private int againPosition;

    CsvRows(Reader in, char separator) {
        this.in = in;
        this.separator = separator;
    }

    /**
     * One row.
     *
     * @param line where it begins
     * @param isBroken when quotation marks do not fit, so that nobody knows where its cells end
     */
    record CsvRow(long line, List<String> cells, boolean isBroken) {}

    /**
     * The next row; null at the end.
     *
     * @throws OpenQuoteException when the file ends within quotation marks
     */
    @Nullable CsvRow next() throws IOException {
        if (peek() < 0) {
            return null;
        }
        long begun = line;
        since.setLength(0);
        remembering = false;
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        while (true) {
            cell.setLength(0);
            int first = peek();
            boolean quoted = first == '"';
            if (first == '=') {
                read();
                quoted = peek() == '"';
                if (!quoted) {
                    cell.append('=');
                }
            }
            if (quoted && !quoted(cell)) {
                cells.add(cell.toString());
                giveUp();
                return new CsvRow(begun, cells, true);
            }
            int c = read();
            while (!quoted && c >= 0 && c != separator && c != '\n' && c != '\r') {
                if (cell.length() >= LONGEST_FIELD) {
                    throw UnreadableFile.because("record.import.error.unreadable");
                }
                cell.append((char) c);
                c = read();
            }
            cells.add(unwrapped(cell.toString()));
            if (cells.size() > MOST_FIELDS) {
                throw UnreadableFile.because("record.import.error.columns", SheetRow.MOST_COLUMNS);
            }
            if (c != separator) {
                if (c == '\r' && peek() == '\n') {
                    read();
                }
                return new CsvRow(begun, cells, false);
            }
        }
    }

    /** Reads from an opening mark to behind the closing one; false when something follows that does not belong there. */
    private boolean quoted(StringBuilder cell) throws IOException {
        long open = line;
        read();
        while (true) {
            int c = read();
            if (c < 0) {
                throw new OpenQuoteException(open);
            }
            if (c == '"') {
                if (peek() != '"') {
                    break;
                }
                read();
            }
            if (c == '\r') {
                // A line end within a cell is one, however the file writes it.
                if (peek() == '\n') {
                    continue;
                }
                c = '\n';
            }
            if (cell.length() >= LONGEST_FIELD) {
                throw new OpenQuoteException(open);
            }
            cell.append((char) c);
        }
        while (peek() != separator && (peek() == ' ' || peek() == '\t')) {
            read();
        }
        return peek() < 0 || peek() == separator || peek() == '\n' || peek() == '\r';
    }

    /** Quoted as a whole, the formula stands within the marks. */
    private static String unwrapped(String cell) {
        return cell.length() >= 3 && cell.startsWith("=\"") && cell.indexOf('"', 2) == cell.length() - 1
                ? cell.substring(2, cell.length() - 1)
                : cell;
    }

    /** Goes on behind the first line of the row, which later lines may have been taken for a part of. */
    private void giveUp() throws IOException {
        if (remembering) {
            readAgain += since.length();
            if (readAgain > MOST_READ_AGAIN) {
                throw UnreadableFile.because("record.import.error.quotes", line);
            }
            again.delete(0, againPosition);
            again.insert(0, since);
            againPosition = 0;
            line -= lines(since);
            since.setLength(0);
            remembering = false;
            return;
        }
        int c = read();
        while (c >= 0 && c != '\n' && c != '\r') {
            c = read();
        }
        if (c == '\r' && peek() == '\n') {
            read();
        }
    }

    private static long lines(CharSequence text) {
        long lines = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            lines += c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n')) ? 1 : 0;
        }
        return lines;
    }

    private int peek() throws IOException {
        if (againPosition < again.length()) {
            return again.charAt(againPosition);
        }
        if (position == limit) {
            limit = in.read(buffer, 0, buffer.length);
            position = 0;
            if (limit <= 0) {
                limit = 0;
                return -1;
            }
        }
        return buffer[position];
    }

    private int read() throws IOException {
        int c = peek();
        if (c < 0) {
            return c;
        }
        if (againPosition < again.length()) {
            againPosition++;
            if (againPosition == again.length()) {
                again.setLength(0);
                againPosition = 0;
            }
        } else {
            position++;
        }
        if (remembering) {
            since.append((char) c);
        }
        boolean ends = c == '\n' || (c == '\r' && peek() != '\n');
        if (ends) {
            line++;
            remembering = true;
        }
        return c;
    }

    /** The file ends, or nearly so, where a cell was to end. */
    static final class OpenQuoteException extends RuntimeException {

        private final long line;

        OpenQuoteException(long line) {
            super("A quotation mark that is never closed");
            this.line = line;
        }

        long line() {
            return line;
        }
    }
}

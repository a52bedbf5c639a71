package dev.millwright.record.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A file of separated values: UTF-8 with or without mark, UTF-16 with mark, else GB 18030 as Chinese spreadsheets write it; comma,
 * semicolon or tab.
 */
final class CsvFile implements SheetSource {

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_FIELD = 1 << 20;
    private static final int SEPARATOR_LINES = 30;

    private final Path path;
    private final Charset charset;
    private final char separator;
    private final long size;

    private CsvFile(Path path, Charset charset, char separator, long size) {
        this.path = path;
        this.charset = charset;
        this.separator = separator;
        this.size = size;
    }

    /**
     * @throws dev.millwright.shared.InvalidException when it is no text
     */
    static CsvFile open(Path path) {
        Charset charset = charsetOf(path);
        String beginning = beginning(path, charset);
        if (beginning.isBlank()) {
            throw SheetSource.refused("record.import.error.empty");
        }
        try {
            return new CsvFile(path, charset, separatorOf(beginning), Files.size(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    char separator() {
        return separator;
    }

    @Override
    public List<String> sheets() {
        return List.of("");
    }

    @Override
    public void read(int sheet, Predicate<Row> more) {
        try (Counted bytes = new Counted(new BufferedInputStream(Files.newInputStream(path), BUFFER));
                CsvReader<CsvRecord> reader = reader(bytes)) {
            Iterator<CsvRecord> rows = reader.iterator();
            boolean wanted = true;
            while (wanted && rows.hasNext()) {
                CsvRecord row = rows.next();
                List<String> cells = SheetSource.trimmed(row.getFields());
                if (!cells.isEmpty()) {
                    double part = size == 0 ? 1 : Math.min(1, (double) bytes.count / size);
                    wanted = more.test(new Row(row.getStartingLineNumber(), cells, part));
                }
            }
        } catch (CsvParseException e) {
            throw hasTooManyFields(e)
                    ? SheetSource.refused("record.import.error.columns", MOST_COLUMNS)
                    : SheetSource.refused("record.import.error.unreadable");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The reader tells it by its words alone. */
    private static boolean hasTooManyFields(CsvParseException e) {
        return Stream.iterate((Throwable) e, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("maximum limit of"));
    }

    private CsvReader<CsvRecord> reader(InputStream bytes) throws IOException {
        skipMark(bytes);
        return CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(LONGEST_FIELD)
                .ofCsvRecord(new InputStreamReader(bytes, charset));
    }

    /** The decoder of UTF-16 reads its mark itself. */
    private static void skipMark(InputStream bytes) throws IOException {
        bytes.mark(3);
        boolean marked = bytes.read() == 0xEF && bytes.read() == 0xBB && bytes.read() == 0xBF;
        if (!marked) {
            bytes.reset();
        }
    }

    private static String beginning(Path path, Charset charset) {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
            skipMark(bytes);
            return new String(bytes.readNBytes(BUFFER), charset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A title above the heading may have a comma in it, so the line that is parted most often decides. */
    private static char separatorOf(String beginning) {
        return Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(candidate -> beginning
                        .lines()
                        .limit(SEPARATOR_LINES)
                        .mapToLong(
                                line -> line.chars().filter(x -> x == candidate).count())
                        .max()
                        .orElse(0)))
                .orElse(',');
    }

    private static Charset charsetOf(Path path) {
        if (isMarkedUtf16(path)) {
            return StandardCharsets.UTF_16;
        }
        return Stream.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))
                .filter(charset -> decodes(path, charset))
                .findFirst()
                .orElseThrow(() -> SheetSource.refused("record.import.error.notText"));
    }

    private static boolean isMarkedUtf16(Path path) {
        try (InputStream bytes = Files.newInputStream(path)) {
            int first = bytes.read();
            int second = bytes.read();
            return (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether all of the file is text in the charset. NUL is no text: it tells pictures and archives apart. */
    private static boolean decodes(Path path, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.allocate(BUFFER);
        CharBuffer out = CharBuffer.allocate(BUFFER);
        byte[] chunk = new byte[BUFFER / 2];
        try (InputStream bytes = Files.newInputStream(path)) {
            boolean last = false;
            while (!last) {
                int read = bytes.readNBytes(chunk, 0, chunk.length);
                last = read < chunk.length;
                for (int i = 0; i < read; i++) {
                    if (chunk[i] == 0) {
                        return false;
                    }
                }
                in.put(chunk, 0, read).flip();
                out.clear();
                if (decoder.decode(in, out, last).isError()) {
                    return false;
                }
                in.compact();
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

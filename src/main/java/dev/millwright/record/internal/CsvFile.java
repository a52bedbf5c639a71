package dev.millwright.record.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.io.BufferedInputStream;
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
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A file of separated values: UTF-8 with or without mark, else GB 18030 as Chinese spreadsheets write it; comma, semicolon or tab. */
final class CsvFile {

    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_FIELD = 1 << 20;
    private static final int MOST_COLUMNS = 1_000;

    private final Path path;
    private final Charset charset;
    private final char separator;
    private final List<String> columns;

    private CsvFile(Path path, Charset charset, char separator, List<String> columns) {
        this.path = path;
        this.charset = charset;
        this.separator = separator;
        this.columns = columns;
    }

    /**
     * @throws InvalidException when it is no text, or has no heading
     */
    static CsvFile open(Path path) {
        Charset charset = charsetOf(path);
        String heading = firstLine(path, charset);
        if (heading.isBlank()) {
            throw refused("record.import.error.empty");
        }
        char separator = Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(
                        c -> heading.chars().filter(x -> x == c).count()))
                .orElse(',');
        CsvFile unnamed = new CsvFile(path, charset, separator, List.of());
        try (CsvReader<CsvRecord> reader = unnamed.reader()) {
            List<String> columns = reader.iterator().next().getFields().stream()
                    .map(String::strip)
                    .toList();
            if (columns.size() > MOST_COLUMNS) {
                throw refused("record.import.error.columns", MOST_COLUMNS);
            }
            return new CsvFile(path, charset, separator, columns);
        } catch (CsvParseException e) {
            throw refused("record.import.error.unreadable");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> columns() {
        return columns;
    }

    /** Gives every row below the heading, with its line; empty rows are left out. */
    void forEach(Consumer<CsvRecord> consumer) {
        try (CsvReader<CsvRecord> reader = reader()) {
            Iterator<CsvRecord> rows = reader.iterator();
            rows.next();
            while (rows.hasNext()) {
                CsvRecord row = rows.next();
                if (row.getFields().stream().anyMatch(field -> !field.isBlank())) {
                    consumer.accept(row);
                }
            }
        } catch (CsvParseException e) {
            throw refused("record.import.error.unreadable");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CsvReader<CsvRecord> reader() throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(path), BUFFER);
        skipMark(bytes);
        return CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(LONGEST_FIELD)
                .ofCsvRecord(new InputStreamReader(bytes, charset));
    }

    private static void skipMark(InputStream bytes) throws IOException {
        bytes.mark(3);
        boolean marked = bytes.read() == 0xEF && bytes.read() == 0xBB && bytes.read() == 0xBF;
        if (!marked) {
            bytes.reset();
        }
    }

    private static String firstLine(Path path, Charset charset) {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
            skipMark(bytes);
            return new String(bytes.readNBytes(BUFFER), charset)
                    .lines()
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Charset charsetOf(Path path) {
        return Stream.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))
                .filter(charset -> decodes(path, charset))
                .findFirst()
                .orElseThrow(() -> refused("record.import.error.notText"));
    }

    /** Whether all of the file is text in the charset. NUL is no text: it tells pictures, archives and UTF-16 apart. */
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

    private static InvalidException refused(String code, Object... arguments) {
        return new InvalidException(Problems.of(Problem.error(code, "", arguments)));
    }
}

package dev.millwright.app.internal;

import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Text files in a zip: the same bytes for the same texts, and nothing taken on trust when it is read. */
final class PackageFiles {

    private static final int MOST_FILES = 5_000;
    private static final long LONGEST_WHOLE = 64_000_000;
    private static final Pattern NAME =
            Pattern.compile("(?:[a-z][a-z0-9-]{0,40}/)?[A-Za-z0-9][A-Za-z0-9._-]{0,99}\\.json");

    /** A zip must have a time; this one tells nothing. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private PackageFiles() {}

    static byte[] write(SortedMap<String, String> texts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                ZipEntry entry = new ZipEntry(text.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(text.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The texts by name.
     *
     * @throws InvalidException when it is no zip of such texts, or too large once unpacked
     */
    static SortedMap<String, String> read(InputStream stream) {
        SortedMap<String, String> texts = new TreeMap<>();
        long left = LONGEST_WHOLE;
        try (ZipInputStream zip = new ZipInputStream(new Unclosed(stream), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) {
                    continue;
                }
                String name = entry.getName();
                if (!NAME.matcher(name).matches()) {
                    throw invalid("app.package.unexpectedFile", shortened(name));
                }
                byte[] content = zip.readNBytes((int) Math.min(left, StoredDrafts.LONGEST_JSON) + 1);
                left -= content.length;
                if (content.length > StoredDrafts.LONGEST_JSON || left < 0 || texts.size() == MOST_FILES) {
                    throw invalid("app.package.tooLarge");
                }
                if (texts.put(name, text(name, content)) != null) {
                    throw invalid("app.package.fileTwice", name);
                }
            }
        } catch (ZipException e) {
            throw invalid("app.package.noPackage");
        } catch (IllegalArgumentException e) {
            // A name that is no text in UTF-8.
            throw invalid("app.package.noPackage");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (texts.isEmpty()) {
            throw invalid("app.package.noPackage");
        }
        return texts;
    }

    static InvalidException invalid(String code, Object... arguments) {
        return new InvalidException(Problems.of(Problem.error(code, "", arguments)));
    }

    private static String text(String name, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("app.package.notUtf8", name);
        }
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }

    /** Leaves closing to whoever opened it. */
    private static final class Unclosed extends FilterInputStream {

        Unclosed(InputStream stream) {
            super(stream);
        }

        @Override
        public void close() {}
    }
}

package dev.millwright.exchange.internal;

import dev.millwright.app.Action;
import dev.millwright.exchange.Exports.Column;
import dev.millwright.exchange.FileExports;
import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.field.FormatContext;
import dev.millwright.files.StoredFile;
import dev.millwright.files.StoredFiles;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AccessibleForms;
import dev.millwright.record.InvalidRequestException;
import dev.millwright.record.ListRequest;
import dev.millwright.record.RecordData;
import dev.millwright.record.spi.FieldRights;
import dev.millwright.shared.ByteSize;
import dev.millwright.shared.NotFoundException;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.ValueKind;
import dev.millwright.sheet.SheetWriter;
import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Writes the table first and notes on disk which files it names, so that the table and the files beside it are of the same moment and none
 * of it has to be in memory.
 */
@Service
class ZipExports implements FileExports {

    private static final long MOST_FILES = 10_000;
    private static final long MOST_BYTES = 10L << 30;
    private static final int LONGEST_NAME = 120;
    private static final String BETWEEN = "; ";

    private final AccessibleForms access;
    private final ListExports tables;
    private final StoredFiles files;
    private final ScratchFiles scratch;

    ZipExports(AccessibleForms access, ListExports tables, StoredFiles files, ScratchFiles scratch) {
        this.access = access;
        this.tables = tables;
        this.files = files;
        this.scratch = scratch;
    }

    @Override
    public boolean hasFiles(ListRequest request) {
        return access.require(request.form(), Action.EXPORT).fields().stream().anyMatch(ZipExports::isFile);
    }

    private static boolean isFile(PublishedField<?, ?> field) {
        return field.kind() == ValueKind.FILE;
    }

    @Override
    public Contents contents(ListRequest request) {
        PublishedForm form = tables.form(request);
        Set<String> fields = new HashSet<>();
        form.fields().stream().filter(ZipExports::isFile).forEach(field -> fields.add(field.key()));
        Count count = new Count();
        try {
            tables.each(ListExports.pages(request, fields), count::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Contents(count.records, count.files, count.bytes, leftOut(request, form));
    }

    /** What the records hold together. */
    private static final class Count {

        private long records;
        private long files;
        private long bytes;

        void add(RecordData record) {
            records++;
            for (Object value : record.values().values()) {
                if (value instanceof FileList held) {
                    files += held.files().size();
                    bytes += held.files().stream().mapToLong(FileRef::size).sum();
                }
            }
            // Nobody waits for the rest of what is too much already.
            if (files > MOST_FILES || bytes > MOST_BYTES) {
                throw new InvalidRequestException(
                        "record.export.error.manyFiles", MOST_FILES, ByteSize.words(MOST_BYTES, Locale.ENGLISH));
            }
        }
    }

    private List<String> leftOut(ListRequest request, PublishedForm form) {
        FieldRights rights = access.fields(request.form());
        Map<String, PublishedForm> lines = access.lines(request.form());
        return form.lineParts()
                .filter(part -> {
                    PublishedForm of = lines.get(part.key());
                    return of != null
                            && !rights.hides(part.key())
                            && of.fields().stream().anyMatch(ZipExports::isFile);
                })
                .map(part -> part.label())
                .toList();
    }

    @Override
    public void write(ListRequest request, List<Column> columns, FormatContext context, OutputStream out)
            throws IOException {
        tables.require(request, columns);
        long records = contents(request).records();
        PublishedForm form = tables.form(request);
        tables.announce(request, form, columns, "ZIP", records, context);
        String name = ImportTemplate.sheetName(form.label());
        Path noted = scratch.create("files");
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        try {
            zip.putNextEntry(new ZipEntry(safe(form.label()) + ".xlsx"));
            try (Writer notes = Files.newBufferedWriter(noted);
                    SheetWriter table = SheetWriter.xlsx(new Kept(zip), name, tables.cut(context))) {
                table.row(columns.stream().map(Column::heading).toList());
                rows(request, form, columns, context, table, notes);
            }
            zip.closeEntry();
            // Photos and documents are packed already.
            zip.setLevel(Deflater.NO_COMPRESSION);
            try (BufferedReader notes = Files.newBufferedReader(noted)) {
                for (String note = notes.readLine(); note != null; note = notes.readLine()) {
                    int space = note.indexOf(' ');
                    file(UUID.fromString(note.substring(0, space)), note.substring(space + 1), zip);
                }
            }
            zip.finish();
        } finally {
            Files.deleteIfExists(noted);
        }
    }

    private void rows(
            ListRequest request,
            PublishedForm form,
            List<Column> columns,
            FormatContext context,
            SheetWriter table,
            Writer notes)
            throws IOException {
        long[] number = new long[1];
        tables.each(ListExports.pages(request, ListExports.fields(form, columns)), record -> {
            number[0]++;
            List<@Nullable Object> row = ListExports.row(form, record, columns, context);
            Set<String> taken = new HashSet<>();
            for (int i = 0; i < columns.size(); i++) {
                if (record.values().get(columns.get(i).key()) instanceof FileList held) {
                    row.set(i, paths(held, number[0], taken, notes));
                }
            }
            table.row(row);
        });
    }

    private static String paths(FileList held, long number, Set<String> taken, Writer notes) throws IOException {
        List<String> paths = new ArrayList<>();
        for (FileRef file : held.files()) {
            String path = "files/%05d/%s".formatted(number, free(safe(file.shown()), taken));
            notes.write(file.id() + " " + path + "\n");
            paths.add(path);
        }
        return String.join(BETWEEN, paths);
    }

    /** Some systems take large and small letters for the same. */
    private static String free(String name, Set<String> taken) {
        String free = name;
        int dot = name.lastIndexOf('.') > 0 ? name.lastIndexOf('.') : name.length();
        for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
            free = name.substring(0, dot) + " (" + i + ")" + name.substring(dot);
        }
        return free;
    }

    /** A name that every system keeps, and that leads into no other folder. */
    private static String safe(String name) {
        StringBuilder safe = new StringBuilder();
        name.codePoints()
                .map(c -> Character.isISOControl(c) || "\\/:*?\"<>|;".indexOf(c) >= 0 ? '_' : c)
                .forEach(safe::appendCodePoint);
        String whole = safe.toString().strip();
        int dot = whole.lastIndexOf('.');
        String ending = dot > 0 && whole.length() - dot <= 12 ? whole.substring(dot) : "";
        String begin = whole.substring(0, whole.length() - ending.length());
        int length = Math.min(begin.length(), LONGEST_NAME);
        if (length > 0 && length < begin.length() && Character.isHighSurrogate(begin.charAt(length - 1))) {
            length--;
        }
        String kept = begin.substring(0, length).replaceFirst("^\\.+", "_").stripTrailing();
        return kept.isEmpty() && ending.isEmpty() ? "_" : kept + ending;
    }

    private void file(UUID id, String path, ZipOutputStream zip) throws IOException {
        StoredFile file = files.find(id).orElseThrow(() -> new NotFoundException(id.toString()));
        zip.putNextEntry(new ZipEntry(path));
        files.write(file, zip);
        zip.closeEntry();
    }

    /** A table within the ZIP ends before it does. */
    private static final class Kept extends FilterOutputStream {

        Kept(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}

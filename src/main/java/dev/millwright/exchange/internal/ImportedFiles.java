package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.Note;
import dev.millwright.exchange.internal.FileBundle.Entry;
import dev.millwright.field.FileList;
import dev.millwright.field.FileRef;
import dev.millwright.field.FileTerms;
import dev.millwright.field.ValueFormatException;
import dev.millwright.files.FileLimits;
import dev.millwright.files.StoredFile;
import dev.millwright.files.StoredFiles;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.ByteSize;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.InvalidException;
import dev.millwright.shared.Problem;
import dev.millwright.shared.ScratchFiles;
import dev.millwright.shared.TooLargeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes values of cells that name files of a ZIP, one file after the other, within the limits of the field. */
final class ImportedFiles {

    /** As an export with files holds. */
    private static final int MOST_FILES = 10_000;

    private static final long MOST_BYTES = 10L << 30;
    private static final int MOST_NAMED = 5;

    private final FileBundle bundle;
    private final StoredFiles stored;
    private final ScratchFiles scratch;
    private final boolean keep;
    private final Set<String> used = new HashSet<>();
    private long files;
    private long bytes;

    /**
     * @param keep whether what is read stays; else only what is known of a file is, until the transaction is taken back
     */
    ImportedFiles(FileBundle bundle, StoredFiles stored, ScratchFiles scratch, boolean keep) {
        this.bundle = bundle;
        this.stored = stored;
        this.scratch = scratch;
        this.keep = keep;
    }

    /** What is to be said of a ZIP at first sight. */
    static List<Note> notes(FileBundle bundle) {
        List<Note> notes = new ArrayList<>();
        notes.add(Note.of(
                "record.import.note.zip",
                bundle.tableName(),
                bundle.files().size(),
                ByteSize.words(bundle.bytes(), Locale.ENGLISH)));
        if (bundle.outside() > 0) {
            notes.add(Note.of("record.import.note.zip.outside", bundle.outside()));
        }
        return notes;
    }

    /**
     * The value of a field for files.
     *
     * @return null for an empty cell
     * @throws ValueFormatException when a file is missing or is not taken
     */
    @Nullable FileList read(PublishedField<?, ?> field, String cell) {
        if (cell.isBlank()) {
            return null;
        }
        List<Entry> wanted = new ArrayList<>();
        for (String path : paths(cell)) {
            List<Entry> found = bundle.find(path);
            if (found.isEmpty()) {
                throw new ValueFormatException("record.import.error.zip.missing", path);
            }
            if (found.size() > 1) {
                throw new ValueFormatException(
                        "record.import.error.zip.several",
                        path,
                        found.stream().limit(MOST_NAMED).map(Entry::path).toList());
            }
            wanted.add(found.getFirst());
        }
        FileTerms terms = field.fileTerms().orElseThrow();
        List<FileRef> refs = new ArrayList<>();
        for (Entry entry : wanted) {
            used.add(entry.path());
            refs.add(FileRef.to(kept(entry, terms).id()));
        }
        return new FileList(refs);
    }

    /** A name may have the sign that stands between names. */
    private List<String> paths(String cell) {
        if (!bundle.find(cell).isEmpty()) {
            return List.of(cell);
        }
        return List.of(cell.split("[;；\\n]", -1)).stream()
                .map(String::strip)
                .filter(path -> !path.isEmpty())
                .toList();
    }

    private StoredFile kept(Entry entry, FileTerms terms) {
        long most = Math.min(terms.largest(), stored.largest());
        Path content = scratched();
        try {
            if (!bundle.unpack(entry, content, most)) {
                throw new ValueFormatException(
                        "files.error.tooLarge", entry.name(), ByteSize.words(most, Locale.ENGLISH));
            }
            files++;
            bytes += Files.size(content);
            if (files > MOST_FILES || bytes > MOST_BYTES) {
                throw UnreadableFile.because(
                        "record.import.error.zip.much", MOST_FILES, ByteSize.words(MOST_BYTES, Locale.ENGLISH));
            }
            FileLimits limits = new FileLimits(terms.largest(), terms.kinds(), terms.withoutLocation());
            return keep ? stored.keep(content, entry.name(), limits) : stored.tried(content, entry.name(), limits);
        } catch (IOException e) {
            throw new ValueFormatException("record.import.error.zip.unreadable", entry.path());
        } catch (InvalidException e) {
            throw refused(e);
        } catch (TooLargeException e) {
            throw new ValueFormatException(e.code(), e.arguments().toArray());
        } finally {
            delete(content);
        }
    }

    private Path scratched() {
        try {
            return scratch.create("file");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DomainException refused(InvalidException e) {
        Optional<Problem> first = e.problems().items().stream()
                .filter(problem -> problem.code().startsWith("files."))
                .findFirst();
        return first.isEmpty()
                ? e
                : new ValueFormatException(
                        first.get().code(), first.get().arguments().toArray());
    }

    private static void delete(Path content) {
        try {
            Files.deleteIfExists(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many files were read. */
    long files() {
        return files;
    }

    /** Files that no cell names. */
    List<Note> left() {
        List<String> left = bundle.files().stream()
                .map(Entry::path)
                .filter(path -> !used.contains(path))
                .toList();
        return left.isEmpty()
                ? List.of()
                : List.of(Note.of(
                        "record.import.note.zip.left",
                        left.size(),
                        left.stream().limit(MOST_NAMED).toList()));
    }
}

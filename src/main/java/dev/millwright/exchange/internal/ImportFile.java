package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.Source;
import dev.millwright.shared.ScratchFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that is imported while it is open: a table, by itself or in a ZIP with the files that it names. */
final class ImportFile implements AutoCloseable {

    private final SheetSource table;
    private final @Nullable FileBundle files;
    private final @Nullable Path unpacked;

    private ImportFile(SheetSource table, @Nullable FileBundle files, @Nullable Path unpacked) {
        this.table = table;
        this.files = files;
        this.unpacked = unpacked;
    }

    /**
     * @throws dev.millwright.shared.InvalidException when there is no table in it, saying what to do
     */
    static ImportFile open(Source source, ScratchFiles scratch) {
        if (!FileBundle.isOne(source.file())) {
            return new ImportFile(SheetSource.open(source.file(), source.reading()), null, null);
        }
        FileBundle bundle = FileBundle.open(source.file());
        Path table = null;
        try {
            table = scratch.create("table");
            bundle.unpackTable(table);
            return new ImportFile(SheetSource.open(table, source.reading()), bundle, table);
        } catch (RuntimeException e) {
            close(bundle, table);
            throw e;
        } catch (IOException e) {
            close(bundle, table);
            throw new UncheckedIOException(e);
        }
    }

    SheetSource table() {
        return table;
    }

    /** The files beside the table; empty for a table by itself. */
    Optional<FileBundle> files() {
        return Optional.ofNullable(files);
    }

    @Override
    public void close() {
        close(files, unpacked);
    }

    private static void close(@Nullable FileBundle files, @Nullable Path unpacked) {
        try {
            if (files != null) {
                files.close();
            }
            if (unpacked != null) {
                Files.deleteIfExists(unpacked);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

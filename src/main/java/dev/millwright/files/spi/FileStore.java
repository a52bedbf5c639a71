package dev.millwright.files.spi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.UUID;

/**
 * Where the bytes of files lie. Every Spring component of this kind is read from; new files go into the one whose key the setting
 * {@code millwright.files.store} names.
 */
public interface FileStore {

    /** What stands beside every file that lies here; never changes. */
    String key();

    /**
     * Whether what is kept and removed here is so only if the transaction of the caller succeeds. Where it is not, the bytes come before
     * the file is known and go after it is forgotten, and what is left over is removed later.
     */
    boolean isTransactional();

    /** Keeps the bytes. Nobody refers to them before this returns. */
    void keep(UUID file, Path content) throws IOException;

    /** Writes them bit by bit, holding nothing while whoever reads is slow. */
    void write(UUID file, OutputStream out) throws IOException;

    /** Takes them away; there may be none. */
    void remove(Collection<UUID> files);
}

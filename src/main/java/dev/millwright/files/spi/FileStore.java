package dev.millwright.files.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.UUID;

/**
 * Where the bytes of files lie: in PostgreSQL, unless there is a Spring component of this kind that is marked as the primary one, for
 * example before an S3-compatible store.
 */
public interface FileStore {

    /** Keeps the bytes. Called in the transaction that makes the file known, so what is not kept there may stay behind when it fails. */
    void keep(UUID file, InputStream content) throws IOException;

    /** Writes them bit by bit. */
    void write(UUID file, OutputStream out) throws IOException;

    /** Takes them away, in the transaction after which nobody knows the files; there may be none. */
    void remove(Collection<UUID> files);
}

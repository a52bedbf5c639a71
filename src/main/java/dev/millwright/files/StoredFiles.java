package dev.millwright.files;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * All files, whoever may see them: who asks here has to know that the person may. A file that was put at no place goes after some time.
 */
public interface StoredFiles {

    /** The largest file that the installation takes, in bytes. */
    long largest();

    /**
     * Keeps a file in the name of who acts. Looks at the content, cleans the name and makes a small picture where it can.
     *
     * @param content is only read
     * @param name as it came from outside
     * @throws dev.millwright.shared.TooLargeException when it is larger than the limits or than what one person may bring at once
     * @throws dev.millwright.shared.InvalidException when it is empty, or no picture where only pictures are taken
     */
    StoredFile keep(Path content, String name, FileLimits limits);

    /**
     * As {@link #keep}, but with no more than is known of the file, for a transaction that is taken back: its content is nowhere.
     */
    StoredFile tried(Path content, String name, FileLimits limits);

    Optional<StoredFile> find(UUID id);

    /** Those of the files that there are, which stay until the transaction ends. */
    Map<UUID, StoredFile> hold(Collection<UUID> ids);

    /** Writes the content bit by bit. */
    void write(StoredFile file, OutputStream out) throws IOException;

    /** A small JPEG of the picture, the right way up. */
    Optional<byte[]> thumbnail(UUID id);

    /** Remembers, within the caller's transaction, that files were put there. */
    void put(Collection<FilePlace> places);

    /** Where the file was put, the latest first. */
    List<FilePlace> places(UUID file);

    /** Where each of the files was put; without those that were put nowhere. */
    Map<UUID, List<FilePlace>> places(Collection<UUID> files);

    /** Forgets all places in an app that is no more. */
    void forgetApp(UUID app);
}

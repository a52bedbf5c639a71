package dev.millwright.record;

import dev.millwright.files.StoredFile;
import java.util.UUID;

/** The files that records hold, for those who see such a record and the field that holds the file. */
public interface AttachedFiles {

    /**
     * A file in a record that whoever asks may see, in a field that they may see; or one that they brought themselves and that no record
     * holds yet.
     *
     * @throws dev.millwright.shared.NotFoundException for any other
     */
    StoredFile get(UUID file);
}

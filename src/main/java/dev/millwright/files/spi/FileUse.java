package dev.millwright.files.spi;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Somebody who needs files that were put at no place yet, such as what is typed and not saved. */
public interface FileUse {

    /** Which of the files are needed. */
    Set<UUID> among(Collection<UUID> files);
}

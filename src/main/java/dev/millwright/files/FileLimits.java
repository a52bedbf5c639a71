package dev.millwright.files;

import dev.millwright.shared.FileKind;
import java.util.Set;

/**
 * What is taken, and as what.
 *
 * @param largest in bytes; the installation's own limit holds as well
 * @param kinds by the content; none for any
 * @param withoutLocation whether what tells the place is taken out of pictures first; one it cannot be taken out of is refused
 */
public record FileLimits(long largest, Set<FileKind> kinds, boolean withoutLocation) {

    public static final FileLimits NONE = new FileLimits(Long.MAX_VALUE, Set.of(), false);

    /** The same without the places at which pictures were taken. */
    public FileLimits asWithoutLocation() {
        return new FileLimits(largest, kinds, true);
    }
}

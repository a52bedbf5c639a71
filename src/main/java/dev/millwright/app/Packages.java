package dev.millwright.app;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Apps as code: one zip of sorted text files, one file an object, the same byte for byte for the same content. People are no
 * part of it; roles and departments are.
 */
public interface Packages {

    /** The latest release as a zip. */
    default byte[] published(String app) {
        return write(app, false);
    }

    /** The drafts as a zip; owners and designers only. */
    default byte[] drafts(String app) {
        return write(app, true);
    }

    /** Owners and designers may read a package. */
    byte[] write(String app, boolean drafts);

    /**
     * Lets go on who may create the app or design it.
     *
     * @param app as for {@link #apply}
     * @throws dev.millwright.shared.NotAllowedException for everybody else
     */
    void requireApply(@Nullable String app);

    /**
     * Sets the drafts of an app to the content of a package, creating the app if need be; nothing goes live. Definitions that
     * another app has already get ids of their own, the same ones each time.
     *
     * @param app key of the app; null to take the package's
     * @param overwrite whether drafts that were never published may be lost
     * @throws dev.millwright.shared.ConflictException when unpublished drafts would be lost
     * @throws dev.millwright.shared.InvalidException when it is no package, or something in it cannot be read
     */
    App apply(@Nullable String app, InputStream zip, boolean overwrite);
}

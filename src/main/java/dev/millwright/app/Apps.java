package dev.millwright.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of apps, as far as the person who acts may open them. An app that is not shared with the person does not
 * exist for them: every method answers {@code NotFoundException}.
 */
public interface Apps {

    /** The apps that the person may open, by label and in the person's language; an administrator sees all. */
    List<App> visible();

    /** In the person's language. */
    App byKey(String key);

    /** Whether the person may create apps: designers and administrators may. */
    boolean canCreate();

    /** A valid key for an app of that label that is not taken. */
    String proposeKey(String label);

    /**
     * Creates an empty app, owned by the person.
     *
     * @param key null to have one proposed from the label
     * @throws dev.millwright.shared.ConflictException when the key is taken
     */
    App create(@Nullable String key, AppProfile profile);

    /** Changes how the app presents itself; owners and designers may. */
    App update(String key, AppProfile profile);

    /**
     * Takes the app away from everybody; owners may.
     *
     * @throws dev.millwright.shared.ConflictException when another app links to it
     */
    void delete(String key, Tables fate);

    /** What becomes of the tables when an app is deleted. */
    enum Tables {
        /** They stay in the database, in the schema {@code deleted_<key>_<id>}. */
        KEEP,
        /** They are gone for good. */
        DROP
    }
}

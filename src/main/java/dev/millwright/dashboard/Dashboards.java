package dev.millwright.dashboard;

import dev.millwright.form.PublishedForm;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Published dashboards and their figures, for the one who is signed in. */
public interface Dashboards {

    /** Those with at least one form whose records the person may see, in the order of the app. */
    List<DashboardDefinition> all(String app);

    /**
     * @throws dev.millwright.shared.NotFoundException when there is none, or none for this person
     */
    DashboardDefinition require(String app, String key);

    /**
     * Works out the figures of tiles, as few batches as is quickest; to be read in the language, dates in the business zone. Batches may be
     * asked side by side, by the one who is signed in now.
     *
     * @return batches that answer each of the tiles once
     */
    List<TileBatch> batches(String app, List<TileDefinition> tiles, BoardFilter filter, Locale language);

    /** The form that a tile is about, if the person may see its records. */
    Optional<PublishedForm> form(String app, TileDefinition tile);
}

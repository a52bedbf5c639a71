package dev.millwright.app;

import java.util.UUID;

/**
 * An app in the catalogue.
 *
 * @param key frozen at creation: its name in addresses, and {@code app_<key>} its PostgreSQL schema
 * @param icon name of an icon of the product's icon set
 * @param colour one of the product's palette names
 * @param release number of the latest release, 0 when nothing was published yet
 */
public record App(UUID id, String key, String label, String description, String icon, String colour, long release) {

    /** The PostgreSQL schema that holds its tables. */
    public String schema() {
        return "app_" + key;
    }
}

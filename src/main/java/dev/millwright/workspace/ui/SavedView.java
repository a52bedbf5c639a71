package dev.millwright.workspace.ui;

import dev.millwright.workspace.ListSettings;
import java.util.UUID;

/**
 * A view that a list can be looked at with.
 *
 * @param key names it in addresses
 * @param shared whether everybody sees it, or only the one who made it
 * @param standard whether the list opens with it
 */
record SavedView(UUID id, String key, String label, boolean shared, boolean standard, ListSettings settings) {

    SavedView settings(ListSettings now) {
        return new SavedView(id, key, label, shared, standard, now);
    }
}

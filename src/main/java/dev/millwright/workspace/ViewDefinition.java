package dev.millwright.workspace;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A view of a form's records that everybody who sees them shares: part of the app, published and packed with it.
 *
 * @param form whose records it shows
 * @param standard whether the list opens with it
 */
public record ViewDefinition(UUID id, String key, String label, UUID form, boolean standard, ListSettings settings) {

    /** Name of the kind in addresses and packages. */
    public static final String KIND = "view";

    public ViewDefinition {
        settings = or(settings);
    }

    private static ListSettings or(@Nullable ListSettings given) {
        return given == null ? ListSettings.EMPTY : given;
    }
}

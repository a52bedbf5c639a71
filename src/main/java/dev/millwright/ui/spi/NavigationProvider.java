package dev.millwright.ui.spi;

import java.util.List;
import java.util.Optional;

/** Adds entries to the side navigation, for the person who acts; a Spring component, found by the scan. */
public interface NavigationProvider {

    /** What this feature offers at the place; empty when it offers nothing there. */
    List<NavigationEntry> entries(Place place);

    /** What the navigation at the place is about; the first feature that knows is heard. */
    default Optional<NavigationHeading> heading(Place place) {
        return Optional.empty();
    }
}

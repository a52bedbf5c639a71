package dev.millwright.ui.spi;

import java.util.List;

/** Adds entries to the side navigation, for the person who acts; a Spring component, found by the scan. */
public interface NavigationProvider {

    /** What this feature offers at the place; empty when it offers nothing there. */
    List<NavigationEntry> entries(Place place);
}

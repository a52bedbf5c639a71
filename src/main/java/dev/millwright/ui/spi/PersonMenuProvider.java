package dev.millwright.ui.spi;

import java.util.List;
import java.util.Locale;

/** Adds what concerns a person alone to the menu of that person; a Spring component, found by the scan. */
public interface PersonMenuProvider {

    /** What this feature offers to the person who acts. */
    List<PersonMenuEntry> entries(Locale locale);
}

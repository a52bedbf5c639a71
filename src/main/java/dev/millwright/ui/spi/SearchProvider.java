package dev.millwright.ui.spi;

import java.util.List;
import java.util.Locale;

/** Answers the global search with what the person who acts may open; a Spring component, found by the scan. */
public interface SearchProvider {

    /** The best hits first, for an empty text the most useful places; quick enough to be asked at every key stroke. */
    List<SearchHit> find(String text, Locale locale, int limit);
}

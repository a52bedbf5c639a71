package dev.millwright.ui.spi;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody is, and in which language.
 *
 * @param path the address without leading slash and query, such as {@code app/serials/form/serial}
 * @param app key of the app they are in, or null outside of apps
 */
public record Place(String path, @Nullable String app, Locale locale) {}

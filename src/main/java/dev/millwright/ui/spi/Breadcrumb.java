package dev.millwright.ui.spi;

import org.jspecify.annotations.Nullable;

/**
 * One step of the path that leads to a view.
 *
 * @param href address without leading slash, null for a step that is no page or is the view itself
 */
public record Breadcrumb(String label, @Nullable String href) {

    public static Breadcrumb to(String label, String href) {
        return new Breadcrumb(label, href);
    }

    public static Breadcrumb here(String label) {
        return new Breadcrumb(label, null);
    }
}

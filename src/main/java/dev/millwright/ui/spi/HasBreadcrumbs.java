package dev.millwright.ui.spi;

import java.util.List;

/** A view that says which path leads to it; the shell adds the home page in front and the page title from the last step. */
public interface HasBreadcrumbs {

    /** From outermost to the view itself, asked after each navigation and when the view calls {@code Shell.refresh}. */
    List<Breadcrumb> breadcrumbs();
}

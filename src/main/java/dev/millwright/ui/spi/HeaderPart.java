package dev.millwright.ui.spi;

import com.vaadin.flow.component.Component;

/** Adds something to the top bar of every page, for the person who acts; a Spring component, found by the scan. */
public interface HeaderPart {

    /** A new one for each page. */
    Component create();

    /** Place among the parts, from left to right, smaller first. */
    int order();
}

package dev.millwright.ui.spi;

/**
 * One link of the menu of the person who is signed in.
 *
 * @param label in the language of the page
 * @param icon name of an icon of the product's icon set
 * @param href address without leading slash
 * @param order place among the links, smaller first
 */
public record PersonMenuEntry(String label, String icon, String href, int order) {}

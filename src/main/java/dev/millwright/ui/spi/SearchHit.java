package dev.millwright.ui.spi;

/**
 * Something that the global search found.
 *
 * @param context where it belongs, such as the label of its app; may be empty
 * @param icon name of an icon of the product's icon set
 * @param href address without leading slash
 */
public record SearchHit(String label, String context, String icon, String href) {}

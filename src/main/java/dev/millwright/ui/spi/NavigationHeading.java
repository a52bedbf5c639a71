package dev.millwright.ui.spi;

/**
 * What the side navigation is about, shown above its entries.
 *
 * @param icon name of an icon of the product's icon set
 * @param colour one of the product's palette names
 * @param href address without leading slash
 */
public record NavigationHeading(String label, String icon, String colour, String href) {}

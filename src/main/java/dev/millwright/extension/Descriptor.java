package dev.millwright.extension;

import dev.millwright.shared.Label;

/**
 * How a type shows itself in palettes and menus.
 *
 * @param icon name of an icon of the product's icon set ({@code vaadin:text-label})
 * @param group types of one group stand together
 * @param order place within the group, smaller first
 */
public record Descriptor(Label label, Label help, String icon, Label group, int order) {}

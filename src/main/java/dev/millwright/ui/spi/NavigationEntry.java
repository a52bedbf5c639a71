package dev.millwright.ui.spi;

/**
 * One link of the side navigation.
 *
 * @param group entries of one group stand together
 * @param label in the language of the place
 * @param icon name of an icon of the product's icon set, such as {@code vaadin:table}
 * @param href address without leading slash; the entry is marked while the address starts with it
 * @param order place within the group, smaller first, equal ones as given
 */
public record NavigationEntry(Group group, String label, String icon, String href, int order) {

    /** The groups, from top to bottom. */
    public enum Group {
        /** What people do with the app: its forms, dashboards. */
        WORK,
        /** What designers do with the app. */
        DESIGN,
        /** What concerns the whole installation, shown everywhere. */
        GENERAL
    }
}

package dev.millwright.app;

/**
 * How an app presents itself.
 *
 * @param description empty for none
 * @param icon name of an icon of the product's icon set
 * @param colour one of the product's palette names
 */
public record AppProfile(String label, String description, String icon, String colour) {

    public static final String DEFAULT_ICON = "vaadin:cube";
    public static final String DEFAULT_COLOUR = "blue";

    public static AppProfile labelled(String label) {
        return new AppProfile(label, "", DEFAULT_ICON, DEFAULT_COLOUR);
    }
}

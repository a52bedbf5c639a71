package dev.millwright.form.spi;

/**
 * A place where a field is used, as people are told of it.
 *
 * @param icon name of an icon of the product's icon set
 * @param kind of what uses it, in words
 * @param label what that is called
 * @param spot where within it, in words; empty for all of it
 * @param address where that spot opens, without leading slash; empty when no page shows it
 */
public record FieldUse(String icon, String kind, String label, String spot, String address) {

    /** The parameter of an address that says which part of the page is meant. */
    public static final String AT = "at";

    /**
     * A spot within what is designed.
     *
     * @param words what it is called; empty for all of it
     * @param at the path of it, as problems have it; empty for all of it
     */
    public record Spot(String words, String at) {}
}

package dev.millwright.print.spi;

import java.util.Locale;

/** How fields are called in the language of whoever reads. */
public interface Naming {

    Locale locale();

    /** The label of a field, also of a linked record, or of a {@code @} name; the path itself when there is no such field. */
    String label(String path);

    /** The text with labels in place of the paths between its braces. */
    String labelled(String text);
}

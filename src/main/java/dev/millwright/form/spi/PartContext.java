package dev.millwright.form.spi;

import java.util.Locale;

/** What a part may ask of the place where it is shown. */
public interface PartContext {

    Locale locale();
}

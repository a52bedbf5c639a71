package dev.millwright.form.spi;

/**
 * What the settings of a part may ask: the app whose form is designed.
 *
 * @param key of the app
 */
public record DesignedApp(String key) {}

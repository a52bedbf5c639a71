package dev.millwright.form.spi;

import java.util.UUID;

/**
 * The living record on whose page a part is shown.
 *
 * @param app key of its app
 * @param form key of its form
 */
public record ShownRecord(String app, String form, UUID id) {}

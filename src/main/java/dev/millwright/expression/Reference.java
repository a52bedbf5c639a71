package dev.millwright.expression;

import org.jspecify.annotations.Nullable;

/**
 * Another record or a person, as expressions know them.
 *
 * @param id in its usual form: of a record a UUID in small letters
 * @param name the title or name; null when there is none that may be seen
 */
public record Reference(String id, @Nullable String name) {}

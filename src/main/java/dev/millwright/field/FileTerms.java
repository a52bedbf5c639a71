package dev.millwright.field;

/**
 * What a field takes.
 *
 * @param largest in bytes
 * @param picturesOnly whether anything but a picture is refused
 * @param withoutLocation whether what tells the place is taken out of pictures before they are kept
 */
public record FileTerms(long largest, boolean picturesOnly, boolean withoutLocation) {}

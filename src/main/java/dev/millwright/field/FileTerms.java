package dev.millwright.field;

import dev.millwright.shared.FileKind;
import java.util.Set;

/**
 * What a field takes.
 *
 * @param largest in bytes
 * @param kinds by the content; none for any
 * @param withoutLocation whether what tells the place is taken out of pictures before they are kept
 */
public record FileTerms(long largest, Set<FileKind> kinds, boolean withoutLocation) {}

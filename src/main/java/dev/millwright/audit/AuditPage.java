package dev.millwright.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some entries, newest first.
 *
 * @param next what to ask for to get those after them; null when there are none
 */
public record AuditPage(List<AuditEntry> items, @Nullable String next) {

    public AuditPage {
        items = List.copyOf(items);
    }
}

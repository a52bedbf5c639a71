package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A field or the lines of a record that became another while somebody had its task open, in words.
 *
 * @param key of the field, or of the part with the lines
 * @param was as the person saw it
 * @param mine what the person entered there; null for nothing
 */
record ChangedValue(
        String key,
        String label,
        String was,
        String now,
        @Nullable String mine) {

    /** @param edited whether the person changed lines, too */
    static ChangedValue ofLines(String part, String label, Map<UUID, Long> was, Map<UUID, Long> now, boolean edited) {
        Set<UUID> all = new HashSet<>(was.keySet());
        all.addAll(now.keySet());
        long changed = all.stream()
                .filter(line -> !Objects.equals(was.get(line), now.get(line)))
                .count();
        return new ChangedValue(
                part,
                label,
                t("work.changed.lines.was", was.size()),
                t("work.changed.lines.now", now.size(), changed),
                edited ? t("work.changed.lines.mine") : null);
    }

    String words() {
        return was.equals(now) ? t("work.changed.is", label, now) : t("work.changed.value", label, was, now);
    }
}

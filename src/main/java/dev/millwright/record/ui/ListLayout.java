package dev.millwright.record.ui;

import dev.millwright.form.PublishedForm;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * How one person likes one list.
 *
 * @param columns keys of the shown columns in their order; empty for the usual ones
 * @param widths widths that were dragged, in CSS units, by key
 * @param card keys of the fields on the cards of a phone
 */
record ListLayout(List<String> columns, Map<String, String> widths, List<String> card) {

    static final ListLayout USUAL = new ListLayout(List.of(), Map.of(), List.of());
    static final int CARD_FIELDS = 3;
    private static final int USUAL_COLUMNS = 8;

    ListLayout {
        columns = List.copyOf(columns);
        widths = Map.copyOf(widths);
        card = List.copyOf(card);
    }

    /** Where it is remembered among a person's preferences. */
    static String preference(UUID form) {
        return "record.list." + form;
    }

    /** The columns to show: the title first, then the fields as designed, then when it was changed last. */
    List<ListColumn> shown(PublishedForm form, List<ListColumn> all) {
        List<ListColumn> chosen = pick(columns, all);
        if (!chosen.isEmpty()) {
            return chosen;
        }
        Set<ListColumn> usual = new LinkedHashSet<>();
        form.titleField().ifPresent(title -> usual.addAll(pick(List.of(title.key()), all)));
        all.stream().filter(column -> !column.isSystem()).limit(USUAL_COLUMNS).forEach(usual::add);
        all.stream().filter(column -> column.key().equals("updated_at")).forEach(usual::add);
        return List.copyOf(usual);
    }

    /** The columns on a card, below its title. */
    List<ListColumn> onCard(PublishedForm form, List<ListColumn> all) {
        List<ListColumn> chosen = pick(card, all);
        if (!chosen.isEmpty()) {
            return chosen;
        }
        String title = form.titleField().map(f -> f.key()).orElse("");
        return shown(form, all).stream()
                .filter(column -> !column.key().equals(title))
                .limit(CARD_FIELDS)
                .toList();
    }

    private static List<ListColumn> pick(List<String> keys, List<ListColumn> all) {
        List<ListColumn> picked = new ArrayList<>();
        for (String key : keys) {
            all.stream().filter(column -> column.key().equals(key)).forEach(picked::add);
        }
        return picked;
    }
}

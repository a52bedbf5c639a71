package dev.millwright.workspace.ui;

import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.workspace.ListSettings;
import dev.millwright.workspace.ListSettings.RowColour;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a list looks, as a view has it or as one person changed it for themselves.
 *
 * @param columns keys of the shown columns in their order; empty for the usual ones
 * @param widths widths that were dragged, in CSS units, by key
 * @param card keys of the fields on the cards of a phone
 * @param totals the figure below a column, by key
 * @param colours the first whose condition holds colours a row
 * @param known keys of the fields that there were when the columns were chosen, for later ones to become columns; empty when that is not
 *     known
 */
record ListLayout(
        List<String> columns,
        Map<String, String> widths,
        List<String> card,
        Map<String, String> totals,
        List<RowColour> colours,
        Set<String> known) {

    static final ListLayout USUAL = new ListLayout(List.of(), Map.of(), List.of(), Map.of(), List.of(), Set.of());
    static final int CARD_FIELDS = 3;
    private static final int USUAL_COLUMNS = 8;

    /** Views come in packages and through the API, too: what is no width would push the other columns off the screen. */
    private static final Pattern WIDTH = Pattern.compile("\\d{1,4}(\\.\\d{1,6})?(px|em|rem)");

    ListLayout {
        columns = List.copyOf(columns);
        widths = widths.entrySet().stream()
                .filter(width -> WIDTH.matcher(width.getValue()).matches())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        card = List.copyOf(card);
        totals = or(totals, Map.of());
        colours = or(colours, List.of());
        known = Set.copyOf(or(known, Set.of()));
    }

    /** Preferences of earlier releases know no totals and colours. */
    private static <T> T or(@Nullable T given, T otherwise) {
        return given == null ? otherwise : given;
    }

    /** Where it is remembered among a person's preferences. */
    static String preference(UUID form, @Nullable SavedView view) {
        return "record.list." + form + (view == null ? "" : "." + view.id());
    }

    static ListLayout of(ListSettings settings) {
        return new ListLayout(
                settings.columns(),
                settings.widths(),
                settings.card(),
                settings.totals(),
                settings.colours(),
                Set.copyOf(settings.known()));
    }

    ListLayout columns(List<String> keys) {
        return new ListLayout(keys, widths, card, totals, colours, known);
    }

    /** With columns chosen from all these. */
    ListLayout knowing(List<ListColumn> all) {
        return new ListLayout(
                columns,
                widths,
                card,
                totals,
                colours,
                all.stream()
                        .filter(column -> !column.isSystem())
                        .map(ListColumn::key)
                        .collect(Collectors.toSet()));
    }

    ListLayout widths(Map<String, String> dragged) {
        return new ListLayout(columns, dragged, card, totals, colours, known);
    }

    ListLayout card(List<String> keys) {
        return new ListLayout(columns, widths, keys, totals, colours, known);
    }

    ListLayout colours(List<RowColour> rules) {
        return new ListLayout(columns, widths, card, totals, rules, known);
    }

    /** With another figure below a column; null for none. */
    ListLayout total(String column, @Nullable Function function) {
        Map<String, String> changed = new TreeMap<>(totals);
        if (function == null) {
            changed.remove(column);
        } else {
            changed.put(column, function.name().toLowerCase(Locale.ROOT));
        }
        return new ListLayout(columns, widths, card, changed, colours, known);
    }

    /** The figure below a column that is shown. */
    Optional<Function> total(ListColumn column) {
        return Totals.possible(column).stream()
                .filter(function -> function.name().toLowerCase(Locale.ROOT).equals(totals.get(column.key())))
                .findFirst();
    }

    /** The columns to show: the title first, then the fields as designed, then when it was changed last. */
    List<ListColumn> shown(PublishedForm form, List<ListColumn> all) {
        List<ListColumn> chosen = pick(columns, all);
        if (!chosen.isEmpty()) {
            if (!known.isEmpty()) {
                all.stream()
                        .filter(column ->
                                !column.isSystem() && !known.contains(column.key()) && !chosen.contains(column))
                        .forEach(chosen::add);
            }
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

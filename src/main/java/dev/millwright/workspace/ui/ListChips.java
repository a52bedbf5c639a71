package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.FilterPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What a list is narrowed to and grouped by, each to be changed or taken away. */
final class ListChips extends Div {

    /** Further down all are opened at once. */
    private static final int LEVELS = 4;

    private final ListModel model;
    private final Consumer<ListState> change;
    private final Runnable edit;
    private final Consumer<Boolean> openGroups;
    private final IntConsumer openLevels;

    /**
     * @param change shows the list otherwise
     * @param edit asks for the conditions anew
     * @param openGroups opens or closes all groups
     * @param openLevels opens a tree down to a level
     */
    ListChips(
            ListModel model,
            Consumer<ListState> change,
            Runnable edit,
            Consumer<Boolean> openGroups,
            IntConsumer openLevels) {
        this.model = model;
        this.change = change;
        this.edit = edit;
        this.openGroups = openGroups;
        this.openLevels = openLevels;
        addClassName("mw-filter-chips");
    }

    /**
     * @param tooMany whether there are more groups, or in a tree more records found, than are shown
     */
    void show(boolean tooMany) {
        removeAll();
        ListState state = model.state();
        setVisible(!state.filter().isEmpty() || !state.groups().isEmpty() || state.tree() != null || model.lost() > 0);
        if (model.lost() > 0) {
            Span lost = new Span(t("record.filter.lost", model.lost()));
            lost.addClassName("mw-filter-lost");
            add(lost);
        }
        showGroups(state.groups(), tooMany && state.tree() == null);
        if (state.tree() != null) {
            showTree(state, state.tree(), tooMany);
        }
        state.filter().forEach(part -> add(chip(part)));
        if (state.filter().size() > 1) {
            add(small("record.filter.clear", () -> change.accept(model.state().filter(List.of()))));
        }
    }

    private void showGroups(List<Group> groups, boolean tooManyGroups) {
        for (Group group : groups) {
            model.column(group.field()).ifPresent(column -> add(chip(column, group)));
        }
        if (!groups.isEmpty()) {
            add(
                    small("record.group.close", () -> openGroups.accept(false)),
                    small("record.group.open", () -> openGroups.accept(true)));
        }
        if (tooManyGroups) {
            Span more = new Span(t("record.group.more", ListGroups.MOST));
            more.addClassName("mw-bulk-note");
            add(more);
        }
    }

    private void showTree(ListState state, String link, boolean foundMore) {
        model.column(link).ifPresent(column -> {
            Div chip = new Div(
                    Icons.of("vaadin:file-tree"),
                    new Span(t("record.tree.by", column.label())),
                    remove(
                            t("record.tree.remove"),
                            () -> change.accept(model.state().tree(null))));
            chip.addClassName("mw-chip");
            add(chip);
        });
        Button levels = small("record.tree.levels", () -> {});
        new LateMenu(levels, menu -> {
            for (int level = 1; level <= LEVELS; level++) {
                int to = level;
                menu.addItem(t("record.tree.level", level + 1), click -> openLevels.accept(to));
            }
            menu.addItem(t("record.tree.allLevels", ListTree.MOST), click -> openLevels.accept(ListTree.ALL_LEVELS));
        });
        add(small("record.group.close", () -> openLevels.accept(0)), levels);
        if (!state.search().isBlank() || !state.filter().isEmpty()) {
            Span note = new Span(foundMore ? t("record.tree.foundMore", ListTree.MOST_FOUND) : t("record.tree.found"));
            note.addClassName("mw-bulk-note");
            add(note);
        }
    }

    private Component chip(ListColumn column, Group group) {
        boolean outermost = model.state().groups().getFirst().equals(group);
        Bucket bucket = group.bucket();
        String words = t(outermost ? "record.group.chip" : "record.group.within", column.label())
                + (bucket == null
                        ? ""
                        : " · " + t("record.group.by." + bucket.name().toLowerCase(Locale.ROOT)));
        Div chip = new Div(
                Icons.of("vaadin:file-tree-small"),
                new Span(words),
                remove(
                        t("record.group.remove", column.label()),
                        () -> change.accept(model.state()
                                .groups(Grouping.toggled(model.state().groups(), group)))));
        chip.addClassName("mw-chip");
        return chip;
    }

    private Component chip(FilterPart part) {
        String said = model.describe(part);
        Button words = new Button(said, click -> edit.run());
        words.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        words.setTooltipText(said);
        Div chip = new Div(words, remove(t("record.filter.remove", said), () -> {
            List<FilterPart> filter = new ArrayList<>(model.state().filter());
            filter.remove(part);
            change.accept(model.state().filter(filter));
        }));
        chip.addClassName("mw-chip");
        return chip;
    }

    private static Button remove(String label, Runnable action) {
        Button remove = new Button(Icons.of("vaadin:close-small"), click -> action.run());
        remove.setAriaLabel(label);
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_ICON);
        return remove;
    }

    private static Button small(String key, Runnable action) {
        Button button = new Button(t(key), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }
}

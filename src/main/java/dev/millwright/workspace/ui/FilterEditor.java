package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.millwright.field.EditorContext;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.Filter;
import dev.millwright.workspace.FilterGroup;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of which all are to be met, or one, and groups of such: the one editor of filters, wherever people say which records they mean.
 */
final class FilterEditor extends Div implements FilterEntry {

    private final List<ListColumn> columns;
    private final EditorContext context;

    /** The editor of the whole filter, which counts; null for that one itself. */
    private final FilterEditor whole;

    private final Div head = new Div();
    private final Select<Boolean> match = new Select<>();
    private final Div lines = new Div();
    private final Button addLine;
    private final Button addGroup;
    private final Span full = new Span();
    private final List<FilterEntry> entries = new ArrayList<>();

    FilterEditor(List<ListColumn> columns, EditorContext context, List<FilterPart> present) {
        this(columns, context, null, present.size() == 1 ? present.getFirst() : new FilterGroup(false, present), null);
    }

    private FilterEditor(
            List<ListColumn> columns,
            EditorContext context,
            @Nullable FilterEditor whole,
            FilterPart present,
            @Nullable Consumer<FilterEditor> removed) {
        this.columns = columns;
        this.context = context;
        this.whole = whole == null ? this : whole;
        addClassName(whole == null ? "mw-filter-editor" : "mw-filter-group");
        boolean any = present instanceof FilterGroup group ? group.any() : whole != null;
        match.setItemLabelGenerator(one -> t(one ? "record.filter.matchAny" : "record.filter.matchAll"));
        match.setItems(false, true);
        match.setValue(any);
        match.setAriaLabel(t("record.filter.match"));
        head.addClassName("mw-filter-head");
        head.add(match);
        if (removed != null) {
            Button remove = new Button(Icons.of("vaadin:close-small"), click -> removed.accept(this));
            remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
            remove.setAriaLabel(t("record.filter.removeGroup"));
            remove.setTooltipText(t("record.filter.removeGroup"));
            head.add(remove);
        }
        lines.addClassName("mw-filter-lines");
        addLine = adding(
                "record.filter.addLine", () -> append(line(Optional.empty())).begin());
        addGroup = adding(
                "record.filter.addGroup",
                () -> append(group(new FilterGroup(true, List.of()))).begin());
        addGroup.setVisible(whole == null);
        full.addClassName("mw-filter-full");
        Div more = new Div(addLine, addGroup, full);
        more.addClassName("mw-filter-more");
        add(head, lines, more);
        List<FilterPart> parts = present instanceof FilterGroup group ? group.parts() : List.of(present);
        parts.forEach(part -> entries.add(
                switch (part) {
                    case FilterRow row -> line(Optional.of(row));
                    case FilterGroup group -> group(group);
                }));
        if (entries.isEmpty()) {
            entries.add(line(Optional.empty()));
        }
        entries.forEach(entry -> lines.add(entry.component()));
        this.whole.count();
    }

    private static Button adding(String key, Runnable action) {
        Button button = new Button(t(key), Icons.of("vaadin:plus"), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        return button;
    }

    private FilterLine line(Optional<FilterRow> present) {
        return new FilterLine(columns, context, present, this::remove);
    }

    private FilterEditor group(FilterGroup present) {
        return new FilterEditor(columns, context, whole, present, this::remove);
    }

    private FilterEntry append(FilterEntry entry) {
        entries.add(entry);
        lines.add(entry.component());
        whole.count();
        return entry;
    }

    private void remove(FilterEntry entry) {
        int at = entries.indexOf(entry);
        entries.remove(entry);
        lines.remove(entry.component());
        whole.count();
        if (entries.isEmpty()) {
            addLine.focus();
        } else {
            entries.get(Math.min(at, entries.size() - 1)).begin();
        }
    }

    private int conditions() {
        return entries.stream()
                .mapToInt(entry -> entry instanceof FilterEditor group ? group.conditions() : 1)
                .sum();
    }

    /** Offers what may still be added; how several go together is asked once there are several. */
    private void count() {
        long groups = entries.stream().filter(FilterEditor.class::isInstance).count();
        boolean mayAdd = conditions() < Filter.MOST_CONDITIONS;
        offer(mayAdd);
        addGroup.setEnabled(mayAdd && groups < Filter.MOST_GROUPS);
        full.setText(
                !mayAdd
                        ? t("record.filter.full", Filter.MOST_CONDITIONS)
                        : groups < Filter.MOST_GROUPS ? "" : t("record.filter.fullGroups", Filter.MOST_GROUPS));
        match.setVisible(entries.size() > 1);
    }

    private void offer(boolean mayAdd) {
        addLine.setEnabled(mayAdd);
        for (FilterEntry entry : entries) {
            if (entry instanceof FilterEditor group) {
                group.offer(mayAdd);
            }
        }
    }

    @Override
    public Component component() {
        return this;
    }

    @Override
    public void begin() {
        if (entries.isEmpty()) {
            addLine.focus();
        } else {
            entries.getFirst().begin();
        }
    }

    @Override
    public boolean isBlank() {
        return entries.stream().allMatch(FilterEntry::isBlank);
    }

    @Override
    public Optional<? extends FilterPart> read() {
        return parts().flatMap(parts -> Filter.group(match.getValue(), parts));
    }

    /** What all of it says, part by part; empty when something is missing, which is then said in its place. */
    Optional<List<FilterPart>> filter() {
        return parts().map(
                        parts -> match.getValue() && parts.size() > 1 ? List.of(new FilterGroup(true, parts)) : parts);
    }

    private Optional<List<FilterPart>> parts() {
        List<FilterPart> parts = new ArrayList<>();
        boolean complete = true;
        for (FilterEntry entry : entries) {
            if (!entry.isBlank()) {
                Optional<? extends FilterPart> part = entry.read();
                complete &= part.isPresent();
                part.ifPresent(parts::add);
            }
        }
        return complete ? Optional.of(parts) : Optional.empty();
    }
}

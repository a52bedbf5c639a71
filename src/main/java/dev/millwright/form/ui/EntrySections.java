package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.SectionDisplay;
import dev.millwright.ui.Icons;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sections of a form to fill: below each other, to be opened and closed, as tabs, or as steps that are gone through one by one. */
final class EntrySections {

    private final Div content;

    /** Shows what is wrong with fields, by their keys, and says whether nothing is. */
    private final Predicate<Set<String>> check;

    private final List<One> all = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    private @Nullable Group open;

    EntrySections(Div content, Predicate<Set<String>> check) {
        this.content = content;
        this.check = check;
    }

    /**
     * Puts a section below those that are there.
     *
     * @param area what holds its rows
     * @param keys of the fields and parts in it
     */
    void add(SectionDefinition section, Div area, List<Div> rows, Set<String> keys) {
        String title = section.title().isBlank() ? t("form.entry.section", all.size() + 1) : section.title();
        One one = new One(title, area, rows, keys);
        Group before = open;
        open = null;
        switch (section.display()) {
            case PLAIN -> {
                if (!section.title().isBlank()) {
                    area.addComponentAsFirst(new H3(section.title()));
                }
                one.whole = area;
                content.add(area);
            }
            case COLLAPSIBLE, COLLAPSED -> {
                Details details = new Details(title, area);
                details.setOpened(section.display() == SectionDisplay.COLLAPSIBLE);
                details.addClassName("mw-entry-details");
                one.details = details;
                one.whole = details;
                content.add(details);
            }
            case TAB -> open = group(before, false);
            case STEP -> open = group(before, true);
        }
        if (open != null) {
            open.take(one);
        }
        all.add(one);
    }

    private Group group(@Nullable Group before, boolean steps) {
        if (before != null && before.steps == steps) {
            return before;
        }
        Group made = new Group(steps);
        groups.add(made);
        content.add(made);
        return made;
    }

    /** Takes away what nothing is to be seen in any more, and brings back what it is. */
    void refresh() {
        for (One one : all) {
            if (one.group == null && one.whole != null) {
                one.whole.setVisible(!one.isEmpty());
            }
        }
        groups.forEach(Group::refresh);
    }

    /** Shows what a field or part stands in. */
    void reveal(String key) {
        find(key).ifPresent(one -> {
            if (one.details != null) {
                one.details.setOpened(true);
            }
            if (one.group != null) {
                one.group.select(one);
            }
        });
    }

    /** Marks what something wrong stands in, and nothing else. */
    void mark(Collection<String> wrong) {
        for (One one : all) {
            boolean is = one.keys.stream().anyMatch(wrong::contains);
            Component head = one.tab != null ? one.tab : one.details;
            if (head != null) {
                head.getElement().setAttribute("data-wrong", is);
            }
        }
    }

    /** The titles of those that something wrong stands in, but for the one that shows the key and those that always show. */
    Set<String> others(Collection<String> wrong, String shown) {
        Set<String> titles = new LinkedHashSet<>();
        for (One one : all) {
            if ((one.group != null || one.details != null)
                    && !one.keys.contains(shown)
                    && one.keys.stream().anyMatch(wrong::contains)) {
                titles.add(one.title);
            }
        }
        return titles;
    }

    private Optional<One> find(String key) {
        return all.stream().filter(one -> one.keys.contains(key)).findFirst();
    }

    /** A section. */
    private static final class One {

        private final String title;
        private final Div area;
        private final List<Div> rows;
        private final Set<String> keys;
        private @Nullable Component whole;
        private @Nullable Details details;
        private @Nullable Group group;
        private @Nullable Tab tab;

        One(String title, Div area, List<Div> rows, Set<String> keys) {
            this.title = title;
            this.area = area;
            this.rows = rows;
            this.keys = keys;
        }

        boolean isEmpty() {
            return !rows.isEmpty() && rows.stream().noneMatch(Component::isVisible);
        }
    }

    /** Sections of which one is seen at a time. */
    private final class Group extends Div {

        private final boolean steps;
        private final Tabs tabs = new Tabs();
        private final List<One> sections = new ArrayList<>();
        private final Button back = new Button(t("form.entry.back"), Icons.of("vaadin:arrow-left"), click -> step(-1));
        private final Button next = new Button(t("form.entry.next"), click -> step(1));
        private final Span place = new Span();
        private final Div way = new Div(back, place, next);
        private @Nullable One shown;

        Group(boolean steps) {
            this.steps = steps;
            addClassNames("mw-entry-group", steps ? "mw-entry-steps" : "mw-entry-tabs");
            way.addClassName("mw-entry-way");
            place.getElement().setAttribute("aria-live", "polite");
            next.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
            next.setIconAfterText(true);
            next.setIcon(Icons.of("vaadin:arrow-right"));
            back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
            tabs.setWidthFull();
            tabs.addSelectedChangeListener(change -> {
                Tab chosen = change.getSelectedTab();
                if (shown == null || chosen != null && !chosen.equals(shown.tab)) {
                    chosen(chosen);
                }
            });
            add(tabs);
            if (steps) {
                add(way);
            }
        }

        void take(One one) {
            one.group = this;
            one.tab = new Tab(steps ? (sections.size() + 1) + ". " + one.title : one.title);
            sections.add(one);
            tabs.add(one.tab);
            if (steps) {
                addComponentAtIndex(getComponentCount() - 1, one.area);
            } else {
                add(one.area);
            }
            refresh();
        }

        private void chosen(@Nullable Tab tab) {
            One wanted = sections.stream()
                    .filter(one -> one.tab != null && one.tab.equals(tab))
                    .findFirst()
                    .orElse(null);
            One from = shown;
            // Nobody gets past a step that is not right yet, by whatever way.
            if (wanted == null || steps && from != null && isAhead(wanted, from) && !check.test(from.keys)) {
                refresh();
            } else {
                select(wanted);
            }
        }

        private boolean isAhead(One wanted, One from) {
            return sections.indexOf(wanted) > sections.indexOf(from);
        }

        private void step(int by) {
            List<One> visible = visible();
            int at = visible.indexOf(shown) + by;
            if (at < 0 || at >= visible.size() || shown == null || by > 0 && !check.test(shown.keys)) {
                return;
            }
            select(visible.get(at));
            getElement().executeJs("this.scrollIntoView({block: 'nearest'})");
        }

        private List<One> visible() {
            return sections.stream().filter(one -> !one.isEmpty()).toList();
        }

        void select(One one) {
            shown = one;
            refresh();
        }

        void refresh() {
            List<One> visible = visible();
            if (shown == null || !visible.contains(shown)) {
                shown = visible.isEmpty() ? null : visible.getFirst();
            }
            setVisible(!visible.isEmpty());
            One now = shown;
            for (One one : sections) {
                if (one.tab != null) {
                    one.tab.setVisible(visible.contains(one));
                }
                one.area.setVisible(one.equals(now));
            }
            if (now != null) {
                tabs.setSelectedTab(now.tab);
                int at = visible.indexOf(now);
                back.setEnabled(at > 0);
                next.setVisible(at + 1 < visible.size());
                place.setText(t("form.entry.step", at + 1, visible.size()));
            }
        }
    }
}

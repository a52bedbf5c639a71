package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.form.PublishedField;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.ui.Icons;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Above a list: its search, and the ways to filter, group and colour it and to choose its columns. */
final class ListToolbar extends Div {

    private final SearchField search;
    private final Button tick;

    /** What people wish here. */
    record Wishes(
            Consumer<String> search,
            Runnable filter,
            Consumer<List<Group>> group,
            Consumer<@Nullable String> tree,
            Runnable columns,
            Runnable colours,
            Runnable tick) {}

    /**
     * @param links by which records can stand below each other
     * @param state what the list shows at that moment
     */
    ListToolbar(
            List<ListColumn> columns,
            List<PublishedField<?, ?>> links,
            String searched,
            Supplier<ListState> state,
            Wishes wishes) {
        addClassName("mw-list-toolbar");
        search = new SearchField(searched, wishes.search());
        tick = button("vaadin:check-square-o", "record.list.tick", wishes.tick());
        tick.setVisible(false);
        add(
                search,
                button("vaadin:filter", "record.list.filter", wishes.filter()),
                groupMenu(columns, () -> state.get().groups(), wishes.group()));
        if (!links.isEmpty()) {
            add(treeMenu(links, () -> state.get().tree(), wishes.tree()));
        }
        add(
                button("vaadin:grid-h", "record.list.columns", wishes.columns()),
                button("vaadin:palette", "record.list.colours", wishes.colours()),
                tick);
    }

    /** Offers to tick records, where that takes a step of its own. */
    void offerTicking(boolean wanted) {
        tick.setVisible(wanted);
    }

    void showTicking(boolean ticking) {
        tick.getElement().setAttribute("aria-pressed", String.valueOf(ticking));
    }

    void clearSearch() {
        search.clear();
    }

    /** What is chosen has a mark and goes at a second choice; another is a group within. */
    private static Button groupMenu(
            List<ListColumn> columns, Supplier<List<Group>> groups, Consumer<List<Group>> wanted) {
        Button button = button("vaadin:file-tree-small", "record.list.group", () -> {});
        new LateMenu(button, menu -> {
            List<Group> present = groups.get();
            if (!present.isEmpty()) {
                menu.addItem(t("record.group.nothing"), click -> wanted.accept(List.of()));
            }
            for (ListColumn column : columns) {
                List<Bucket> buckets = Grouping.buckets(column.kind());
                if (!buckets.isEmpty()) {
                    MenuItem field = menu.addItem(column.label());
                    for (Bucket bucket : buckets) {
                        MenuItem item = field.getSubMenu()
                                .addItem(t("record.group.by." + bucket.name().toLowerCase(Locale.ROOT)));
                        offer(item, new Group(column.key(), bucket), present, wanted);
                    }
                } else if (Grouping.possible(column.kind())) {
                    offer(menu.addItem(column.label()), Group.by(column.key()), present, wanted);
                }
            }
        });
        return button;
    }

    private static Button treeMenu(
            List<PublishedField<?, ?>> links, Supplier<@Nullable String> tree, Consumer<@Nullable String> wanted) {
        Button button = button("vaadin:layout", "record.list.viewAs", () -> {});
        new LateMenu(button, menu -> {
            String present = tree.get();
            MenuItem list = menu.addItem(t("record.tree.none"), click -> wanted.accept(null));
            list.setCheckable(true);
            list.setChecked(present == null);
            for (PublishedField<?, ?> link : links) {
                MenuItem item = menu.addItem(t("record.tree.by", link.label()), click -> wanted.accept(link.key()));
                item.setCheckable(true);
                item.setChecked(link.key().equals(present));
            }
        });
        return button;
    }

    private static void offer(MenuItem item, Group group, List<Group> present, Consumer<List<Group>> wanted) {
        boolean chosen = present.contains(group);
        item.setCheckable(true);
        item.setChecked(chosen);
        item.setEnabled(chosen || present.size() < ListState.MOST_GROUPS);
        item.addClickListener(click -> wanted.accept(Grouping.toggled(present, group)));
    }

    private static Button button(String icon, String key, Runnable action) {
        Button button = new Button(label(icon, key), click -> action.run());
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        button.setAriaLabel(t(key));
        return button;
    }

    private static Component label(String icon, String key) {
        Div label = new Div(Icons.of(icon), new Span(t(key)));
        label.addClassName("mw-button-label");
        return label;
    }
}

package dev.millwright.record.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.ui.Icons;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Above a list: its search, and the ways to filter, group and colour it and to choose its columns. */
final class ListToolbar extends Div {

    private static final int TYPING_PAUSE_MILLIS = 300;

    private final TextField search = new TextField();
    private final Button tick;

    /** What people wish here. */
    record Wishes(
            Consumer<String> search,
            Consumer<ListColumn> filter,
            Consumer<@Nullable Group> group,
            Runnable columns,
            Runnable colours,
            Runnable tick) {}

    ListToolbar(List<ListColumn> columns, String searched, Wishes wishes) {
        addClassName("mw-list-toolbar");
        search.setPlaceholder(t("record.list.search"));
        search.setAriaLabel(t("record.list.search"));
        search.setPrefixComponent(Icons.of("vaadin:search"));
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.setValueChangeTimeout(TYPING_PAUSE_MILLIS);
        search.setValue(searched);
        search.addClassName("mw-list-search");
        search.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                wishes.search().accept(change.getValue().strip());
            }
        });
        tick = button("vaadin:check-square-o", "record.list.tick", wishes.tick());
        tick.setVisible(false);
        add(
                search,
                filterMenu(columns, wishes.filter()),
                groupMenu(columns, wishes.group()),
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

    private static Button filterMenu(List<ListColumn> columns, Consumer<ListColumn> filter) {
        Button button = button("vaadin:filter", "record.list.filter", () -> {});
        new LateMenu(
                button,
                menu -> columns.forEach(column -> menu.addItem(column.label(), click -> filter.accept(column))));
        return button;
    }

    private static Button groupMenu(List<ListColumn> columns, Consumer<@Nullable Group> group) {
        Button button = button("vaadin:file-tree-small", "record.list.group", () -> {});
        new LateMenu(button, menu -> {
            menu.addItem(t("record.group.nothing"), click -> group.accept(null));
            for (ListColumn column : columns) {
                List<Bucket> buckets = Grouping.buckets(column.kind());
                if (!buckets.isEmpty()) {
                    SubMenu by = menu.addItem(column.label()).getSubMenu();
                    buckets.forEach(bucket -> by.addItem(
                            t("record.group.by." + bucket.name().toLowerCase(Locale.ROOT)),
                            click -> group.accept(new Group(column.key(), bucket))));
                } else if (Grouping.possible(column.kind())) {
                    menu.addItem(column.label(), click -> group.accept(Group.by(column.key())));
                }
            }
        });
        return button;
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

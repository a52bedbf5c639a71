package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import dev.millwright.identity.Person;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.ListRequest;
import dev.millwright.shared.DomainException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Below each column of a list the figure that people chose, and the way to choose one. */
final class ListFigures {

    private final RecordScreens screens;
    private final ListModel model;
    private final BiConsumer<ListColumn, @Nullable Function> choose;
    private final Div strip = new Div();
    private final Map<String, Button> feet = new HashMap<>();
    private @Nullable Question asked;
    private boolean working;

    /** Figures that were asked for. */
    private record Question(ListRequest request, List<Measure> figures) {}

    /**
     * @param choose takes the figure that a column is to have; null for none
     */
    ListFigures(RecordScreens screens, ListModel model, BiConsumer<ListColumn, @Nullable Function> choose) {
        this.screens = screens;
        this.model = model;
        this.choose = choose;
        strip.addClassName("mw-list-figures");
        strip.setVisible(false);
    }

    /** What stands below the columns, by key. */
    Map<String, Component> cells() {
        feet.clear();
        strip.setVisible(false);
        Map<String, Component> cells = new HashMap<>();
        for (ListColumn column : model.shown()) {
            if (!Totals.possible(column).isEmpty()) {
                cells.put(column.key(), foot(column));
            }
        }
        return cells;
    }

    /** The same in one line below cards, which have no columns. */
    Component strip() {
        return strip;
    }

    void showStrip() {
        feet.clear();
        strip.removeAll();
        strip.setVisible(true);
        model.totalled().forEach(column -> strip.add(foot(column)));
        Button more = new Button("Σ");
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        more.setAriaLabel(t("record.total.add"));
        new LateMenu(
                more,
                menu -> model.shown().stream()
                        .filter(column -> !Totals.possible(column).isEmpty())
                        .forEach(column -> offer(menu.addItem(column.label()).getSubMenu()::addItem, column)));
        strip.add(more);
    }

    private Button foot(ListColumn column) {
        Button foot = new Button();
        foot.addClassName("mw-foot");
        foot.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_SMALL);
        new LateMenu(foot, menu -> offer(menu::addItem, column));
        feet.put(column.key(), foot);
        show(column, null);
        return foot;
    }

    /** Adds a choice to a menu. */
    private interface Choices {
        void add(String words, ComponentEventListener<ClickEvent<MenuItem>> chosen);
    }

    private void offer(Choices menu, ListColumn column) {
        menu.add(t("record.total.none"), click -> choose.accept(column, null));
        Totals.possible(column)
                .forEach(function -> menu.add(word(column, function), click -> choose.accept(column, function)));
    }

    /**
     * @param figure null while it is not known
     */
    void show(ListColumn column, @Nullable String figure) {
        Button foot = feet.get(column.key());
        if (foot == null) {
            return;
        }
        Optional<Function> function = model.layout().total(column);
        foot.setClassName("mw-foot-empty", function.isEmpty());
        String words = function.map(f -> word(column, f) + (figure == null ? " …" : " " + figure))
                .orElse("Σ");
        foot.setText(strip.isVisible() ? column.label() + " · " + words : words);
        foot.setAriaLabel(t("record.total.choose", column.label()) + " " + foot.getText());
        // A sum may be longer than its column is wide.
        foot.getElement().setProperty("title", function.isEmpty() ? "" : words);
    }

    /** The least of dates is the earliest. */
    private static String word(ListColumn column, Function function) {
        String key = "record.total." + function.name().toLowerCase(Locale.ROOT);
        return switch (column.kind()) {
            case DATE, DATE_TIME -> t(function == Function.MIN || function == Function.MAX ? key + ".date" : key);
            case TEXT, NUMBER, BOOLEAN, TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> t(key);
        };
    }

    /** The figures come when they are known; while they are worked out, no others are asked for. */
    void work(ListRequest request) {
        List<ListColumn> wanted = model.totalled();
        Question question = new Question(request, model.figures());
        asked = question;
        if (wanted.isEmpty() || working) {
            return;
        }
        working = true;
        UI ui = UI.getCurrent();
        Person person = screens.person().get();
        Thread.startVirtualThread(() -> {
            List<@Nullable Object> figures = screens.person().as(person, () -> figures(question));
            LateAnswer.give(ui, () -> show(question, wanted, figures));
        });
    }

    private List<@Nullable Object> figures(Question question) {
        try {
            return screens.query()
                    .aggregate(new AggregateRequest(
                            model.opened().ref(),
                            question.request().filter(),
                            question.request().search(),
                            List.of(),
                            question.figures(),
                            List.of(),
                            1))
                    .rows()
                    .getFirst()
                    .measures();
        } catch (DomainException e) {
            return List.of();
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same question asked again is to be answered again
    private void show(Question question, List<ListColumn> wanted, List<@Nullable Object> figures) {
        working = false;
        Question latest = asked;
        if (latest != null && latest != question) {
            work(latest.request());
            return;
        }
        for (int i = 0; i < wanted.size(); i++) {
            ListColumn column = wanted.get(i);
            Object figure = i < figures.size() ? figures.get(i) : null;
            show(
                    column,
                    model.layout()
                            .total(column)
                            .map(function -> Totals.format(column, function, figure, model.format()))
                            .filter(text -> !text.isEmpty())
                            .orElse("–"));
        }
    }
}

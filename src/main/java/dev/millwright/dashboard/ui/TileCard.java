package dev.millwright.dashboard.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Location;
import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Category;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.Period;
import dev.millwright.dashboard.TileAnswer;
import dev.millwright.dashboard.TileDefinition;
import dev.millwright.dashboard.spi.ChartType;
import dev.millwright.dashboard.spi.DrawContext;
import dev.millwright.dashboard.spi.Drawing;
import dev.millwright.form.PublishedForm;
import dev.millwright.ui.Chart;
import dev.millwright.ui.Icons;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterScope;
import dev.millwright.workspace.ui.RecordsNavigation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A tile with its figures, which come when they are known and are asked for again when records change. */
final class TileCard extends Composite<Article> {

    private static final int SAID = 12;

    private final BoardScreens screens;
    private final String app;
    private final H2 title = new H2();
    private final Button asTable = new Button(Icons.of("vaadin:table"));
    private final Div head = new Div(title, asTable);
    private final Div body = new Div();
    private final Div note = new Div();

    private final Map<String, String> filters;

    private TileDefinition tile;
    private BoardFilter filter;
    private @Nullable Figures figures;
    private @Nullable Drawing drawing;
    private @Nullable Chart chart;
    private boolean table;
    private boolean asking;
    private boolean askAgain;

    /**
     * @param filters by which fields the board may be narrowed: keys and labels
     */
    TileCard(BoardScreens screens, String app, TileDefinition tile, BoardFilter filter, Map<String, String> filters) {
        this.screens = screens;
        this.app = app;
        this.tile = tile;
        this.filter = filter;
        this.filters = Map.copyOf(filters);
        getContent().addClassName("mw-tile-card");
        getContent().getElement().setAttribute("data-tile", tile.id().toString());
        head.addClassName("mw-tile-head");
        body.addClassName("mw-tile-body");
        note.addClassName("mw-tile-note");
        note.setVisible(false);
        asTable.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
        asTable.setVisible(false);
        asTable.addClickListener(click -> {
            table = !table;
            chart = null;
            showFigures();
        });
        getContent().add(head, body, note);
        describe();
        state("loading");
    }

    String title() {
        return title.getText();
    }

    TileDefinition tile() {
        return tile;
    }

    /** Whether a change of records of the form concerns it. */
    boolean isAbout(PublishedForm form) {
        return form.id().equals(tile.data().form());
    }

    /** Shows the tile as it now is; figures are asked for only if others are wanted. */
    void show(TileDefinition changed) {
        boolean same = changed.data().equals(tile.data())
                && changed.type().equals(tile.type())
                && changed.config().equals(tile.config());
        tile = changed;
        describe();
        if (!same) {
            ask();
        }
    }

    /**
     * Takes what the board is narrowed to.
     *
     * @return whether other figures have to be asked for
     */
    boolean narrow(BoardFilter wanted) {
        if (wanted.equals(filter)) {
            return false;
        }
        filter = wanted;
        if (figures != null) {
            state("stale");
        }
        return true;
    }

    private void describe() {
        TileDefinition.Place place = tile.place();
        getContent()
                .getStyle()
                .set("--x", Integer.toString(place.x()))
                .set("--y", Integer.toString(place.y()))
                .set("--w", Integer.toString(place.width()))
                .set("--h", Integer.toString(place.height()));
        getContent().getElement().setAttribute("data-type", tile.type());
        String text = TileTitles.of(tile, screens.dashboards().form(app, tile), screens.texts(), locale());
        title.setText(text);
        title.getElement().setAttribute("title", text);
        getContent().getElement().setAttribute("aria-label", text);
    }

    private void state(String state) {
        getContent().getElement().setAttribute("data-state", state);
    }

    void ask() {
        ask(List.of(this));
    }

    /** Asks for the figures of cards of one board; while a card's are worked out, no others are asked for. */
    static void ask(List<TileCard> cards) {
        UI ui = UI.getCurrent();
        if (ui == null) {
            return;
        }
        cards.stream().filter(card -> card.asking).forEach(card -> card.askAgain = true);
        Map<UUID, TileCard> asking = new LinkedHashMap<>();
        cards.stream().filter(card -> !card.asking).forEach(card -> asking.put(card.tile.id(), card));
        if (asking.isEmpty()) {
            return;
        }
        asking.values().forEach(card -> card.asking = true);
        TileCard any = asking.values().iterator().next();
        any.screens
                .questions()
                .ask(
                        ui,
                        any.app,
                        asking.values().stream().map(TileCard::tile).toList(),
                        any.filter,
                        (tile, answer) ->
                                Objects.requireNonNull(asking.get(tile.id())).answered(answer));
    }

    private void answered(TileAnswer answer) {
        asking = false;
        if (askAgain) {
            askAgain = false;
            ask();
        } else {
            show(answer);
        }
    }

    private void show(TileAnswer answer) {
        switch (answer) {
            case TileAnswer.Refused(String code, List<Object> arguments) ->
                message("vaadin:info-circle-o", t(code, arguments.toArray()), "refused");
            case TileAnswer.Answered(Figures known) -> {
                figures = known;
                if (known.isEmpty()) {
                    message("vaadin:inbox", nothing(), "empty");
                    showRest(List.of(), null);
                } else {
                    screens.types().find(tile.type()).ifPresent(type -> drawing = draw(type, known));
                    state("shown");
                    showFigures();
                }
            }
        }
    }

    /** Says so when it is for the stretch of time, which may not be the one that the reader has in mind. */
    private String nothing() {
        Period chosen = filter.period();
        Period looked = chosen == null ? tile.data().period() : chosen;
        return tile.data().dateField() == null || filter.range() != null || looked == Period.ALL
                ? t("dashboard.empty")
                : t("dashboard.empty.period", t("dashboard.period." + looked.key()));
    }

    private <C> Drawing draw(ChartType<C> type, Figures known) {
        C config = screens.codec().settings(type, tile.config());
        return type.draw(config, known, new DrawContext(locale(), screens.texts()));
    }

    private void message(String icon, String text, String state) {
        chart = null;
        drawing = null;
        asTable.setVisible(false);
        note.setVisible(false);
        replace(words(icon, text));
        state(state);
    }

    private static Component words(String icon, String text) {
        Div message = new Div(Icons.of(icon), new Span(text));
        message.addClassName("mw-tile-message");
        return message;
    }

    private void showFigures() {
        Figures known = figures;
        Drawing drawn = drawing;
        if (known == null || drawn == null) {
            return;
        }
        boolean drawsChart = drawn instanceof Drawing.Chart || drawn instanceof Drawing.Undrawable;
        asTable.setVisible(drawsChart);
        asTable.setIcon(Icons.of(table ? "vaadin:bar-chart" : "vaadin:table"));
        asTable.setAriaLabel(t(table ? "dashboard.asChart" : "dashboard.asTable"));
        asTable.setTooltipText(t(table ? "dashboard.asChart" : "dashboard.asTable"));
        asTable.getElement().setAttribute("aria-pressed", String.valueOf(table));
        switch (drawn) {
            case Drawing.Chart _ when table -> replace(new FiguresTable(known, true, this::address));
            case Drawing.Undrawable _ when table -> replace(new FiguresTable(known, true, this::address));
            case Drawing.Undrawable(String reason) -> replace(words("vaadin:info-circle-o", reason));
            case Drawing.Chart shown -> {
                Chart present = chart;
                if (present == null) {
                    present = new Chart(this::pick);
                    chart = present;
                    replace(present);
                }
                present.show(shown.options(), summary(known));
            }
            case Drawing.Number number -> replace(number(number, known));
            case Drawing.Table wanted -> replace(new FiguresTable(known, wanted.totals(), this::address));
        }
        if (drawn instanceof Drawing.Chart shown && !table) {
            showRest(unplaced(shown, known), shown.caution());
        } else {
            showRest(List.of(), null);
        }
    }

    private void replace(Component content) {
        body.removeAll();
        body.add(content);
        if (!(content instanceof Chart)) {
            chart = null;
        }
    }

    private Component number(Drawing.Number number, Figures known) {
        Anchor figure =
                new Anchor(address(known.categories().getFirst(), known.series().getFirst()), number.text());
        figure.getElement().setAttribute("title", t("dashboard.openRecords"));
        figure.getStyle().set("--letters", Integer.toString(letters(number.text())));
        Div all = new Div(figure);
        all.addClassName("mw-number");
        Drawing.Change change = number.change();
        Div about = new Div();
        about.addClassName("mw-number-about");
        if (change != null) {
            Span by = new Span();
            by.addClassName("mw-number-change");
            if (change.direction() != 0) {
                by.add(Icons.of(change.direction() > 0 ? "vaadin:arrow-up" : "vaadin:arrow-down"));
            }
            by.add(new Span(change.text()));
            about.add(by, new Span(change.against()));
        }
        if (!number.caption().isEmpty()) {
            about.add(new Span(number.caption()));
        }
        // Also without words, so that the figures of tiles side by side stand on one line.
        all.add(about);
        return all;
    }

    /** How wide a text is: letters of Chinese take the room of two. */
    private static int letters(String text) {
        return text.codePoints()
                .map(letter -> Character.isIdeographic(letter) ? 2 : 1)
                .sum();
    }

    /** Categories that have no place on the chart, for example records without a date on a line of time. */
    private static List<Category> unplaced(Drawing.Chart drawn, Figures known) {
        List<Category> unplaced = new ArrayList<>(known.categories());
        for (JsonNode place : drawn.options().path("mw").path("places")) {
            unplaced.remove(known.categories().get(place.asInt()));
        }
        return unplaced;
    }

    private void showRest(List<Category> unplaced, @Nullable String caution) {
        Figures known = figures;
        note.removeAll();
        List<String> ignored = ignored();
        if (!ignored.isEmpty()) {
            note.add(new Span(t("dashboard.ignored", String.join(t("dashboard.ignored.and"), ignored)) + " "));
        }
        if (caution != null) {
            note.add(new Span(caution + " "));
        }
        if (known != null) {
            for (Category category : unplaced) {
                int place = known.categories().indexOf(category);
                if (known.groups().size() > 1) {
                    showRest(known, category, place);
                    continue;
                }
                for (Series series : known.series()) {
                    Figures.Cell cell = series.cells().get(place);
                    if (cell.of() > 0) {
                        String words = known.series().size() == 1
                                ? t("dashboard.rest", category.name(), cell.text())
                                : t("dashboard.rest.series", category.name(), series.label(), cell.text());
                        note.add(new Anchor(address(category, series), words), new Span(" "));
                    }
                }
            }
            if (known.cut()) {
                note.add(new Span(t("dashboard.cut")));
            }
        }
        note.setVisible(note.getComponentCount() > 0);
    }

    /** All that a second group divides is one thing here: there is no room for each of them. */
    private void showRest(Figures known, Category category, int place) {
        long records = known.series().stream()
                .mapToLong(series -> series.cells().get(place).of())
                .sum();
        if (records > 0) {
            String words = t("dashboard.rest", category.name(), t("dashboard.number.records", records));
            note.add(new Anchor(address(known.records(category)), words), new Span(" "));
        }
    }

    /** What the board is narrowed by without any meaning for this tile. */
    private List<String> ignored() {
        Optional<PublishedForm> form = screens.dashboards().form(app, tile);
        if (form.isEmpty()) {
            return List.of();
        }
        List<String> ignored = new ArrayList<>();
        if (tile.data().dateField() == null && (filter.period() != null || filter.range() != null)) {
            ignored.add(t("dashboard.filter.period"));
        }
        filter.ignoredBy(form.get()).forEach(key -> ignored.add(filters.getOrDefault(key, key)));
        return ignored;
    }

    /** What somebody hears who cannot see the chart: its title and the first figures; all of them are in the table. */
    private String summary(Figures known) {
        Series first = known.series().getFirst();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < Math.min(SAID, known.categories().size()); i++) {
            Category category = known.categories().get(i);
            String figure = first.cells().get(i).text();
            said.add(category.name().isEmpty() ? figure : category.name() + " " + figure);
        }
        return title.getText() + ": " + said.stream().collect(Collectors.joining(", "))
                + (known.categories().size() > SAID || known.series().size() > 1 ? " …" : "");
    }

    private void pick(int category, int series) {
        Figures known = figures;
        if (known != null
                && category >= 0
                && category < known.categories().size()
                && series >= 0
                && series < known.series().size()) {
            Series picked = known.series().get(series);
            if (picked.cells().get(category).of() > 0) {
                Location records = new Location(address(known.categories().get(category), picked));
                UI.getCurrent().navigate(records.getPath(), records.getQueryParameters());
            }
        }
    }

    private String address(Category category, Series series) {
        Figures known = figures;
        return known == null ? "" : address(known.records(category, series));
    }

    private String address(List<FilterPart> records) {
        return screens.dashboards()
                .form(app, tile)
                .map(form -> RecordsNavigation.list(FilterScope.of(form, screens.accessible()), records))
                .orElse("");
    }
}

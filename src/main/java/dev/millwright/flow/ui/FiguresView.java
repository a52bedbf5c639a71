package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.millwright.flow.FlowFigures;
import dev.millwright.flow.FlowFigures.Of;
import dev.millwright.flow.FlowFigures.OfPerson;
import dev.millwright.flow.FlowFigures.OfStep;
import dev.millwright.shared.NotAllowedException;
import dev.millwright.ui.Chart;
import dev.millwright.ui.EmptyState;
import dev.millwright.ui.PageHeader;
import dev.millwright.ui.spi.Breadcrumb;
import dev.millwright.ui.spi.HasBreadcrumbs;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How the flows of an app do: what runs, what came out, where time goes, who has most to do. */
@Route(FlowNavigation.FIGURES)
@PermitAll
class FiguresView extends Div implements BeforeEnterObserver, HasBreadcrumbs {

    private static final int MOST_PEOPLE = 10;

    private final transient FlowScreens screens;
    private final transient FlowFigures figures;
    private String app = "";

    /** How far back the page looks. */
    private enum Stretch {
        MONTH("30", Period.ofDays(30)),
        QUARTER("90", Period.ofDays(90)),
        YEAR("365", Period.ofDays(365));

        private final String key;
        private final Period back;

        Stretch(String key, Period back) {
            this.key = key;
            this.back = back;
        }

        static Stretch of(String key) {
            for (Stretch stretch : values()) {
                if (stretch.key.equals(key)) {
                    return stretch;
                }
            }
            return MONTH;
        }
    }

    FiguresView(FlowScreens screens, FlowFigures figures) {
        this.screens = screens;
        this.figures = figures;
        addClassNames("mw-page", "mw-figures");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        app = event.getRouteParameters().get(FlowNavigation.APP).orElse("");
        if (!figures.areFor(app)) {
            throw new NotAllowedException("work.error.figures", screens.nameOf(app));
        }
        QueryParameters parameters = event.getLocation().getQueryParameters();
        show(
                Stretch.of(parameters.getSingleParameter("days").orElse("")),
                parameters.getSingleParameter("flow").orElse(""));
    }

    @Override
    public List<Breadcrumb> breadcrumbs() {
        return List.of(Breadcrumb.to(screens.nameOf(app), "app/" + app), Breadcrumb.here(t("work.figures.title")));
    }

    private void show(Stretch stretch, String wanted) {
        removeAll();
        Instant since = ZonedDateTime.ofInstant(
                        screens.time().now(), screens.time().zone())
                .minus(stretch.back)
                .toInstant();
        List<Of> flows = figures.flows(app, since);
        PageHeader header = new PageHeader(t("work.figures.title"), t("work.figures.subtitle"));
        header.setActions(stretches(stretch, wanted));
        add(header);
        if (flows.isEmpty()) {
            add(new EmptyState("vaadin:chart-timeline", t("work.figures.none"), t("work.figures.none.text")));
            return;
        }
        Of shown = flows.stream()
                .filter(flow -> flow.key().equals(wanted))
                .findFirst()
                .orElse(flows.getFirst());
        add(flows(flows, shown, stretch));
        add(new H2(t("work.figures.steps", shown.label())));
        List<OfStep> steps = figures.steps(app, shown.flow(), since);
        if (steps.isEmpty()) {
            add(new Span(t("work.figures.noSteps")));
        } else {
            add(chart(shown, steps), steps(steps));
        }
        add(new H2(t("work.figures.people", shown.label())));
        List<OfPerson> people = figures.people(app, shown.flow(), MOST_PEOPLE);
        add(people.isEmpty() ? new Span(t("work.figures.nobody")) : people(people));
    }

    private Component stretches(Stretch present, String flow) {
        Select<Stretch> select = new Select<>();
        select.setItems(Stretch.values());
        select.setItemLabelGenerator(stretch -> t("work.figures.days", stretch.key));
        select.setAriaLabel(t("work.figures.period"));
        select.setValue(present);
        select.addValueChangeListener(change -> go(change.getValue(), flow));
        return select;
    }

    private void go(Stretch stretch, String flow) {
        UI.getCurrent()
                .navigate(
                        FlowNavigation.figures(app), QueryParameters.simple(Map.of("days", stretch.key, "flow", flow)));
    }

    private Component flows(List<Of> flows, Of shown, Stretch stretch) {
        Div cards = new Div();
        cards.addClassName("mw-flow-cards");
        for (Of flow : flows) {
            Div card = new Div(new H2(flow.label()));
            card.addClassName("mw-flow-card");
            card.getElement()
                    .setAttribute("role", "button")
                    .setAttribute("tabindex", "0")
                    .setAttribute("aria-pressed", String.valueOf(flow.equals(shown)));
            Div facts = new Div();
            facts.addClassName("mw-flow-facts");
            facts.add(fact(t("work.figures.running"), String.valueOf(flow.running()), ""));
            facts.add(fact(t("work.figures.overdue"), String.valueOf(flow.overdue()), flow.overdue() > 0 ? "red" : ""));
            if (flow.failed() > 0) {
                facts.add(fact(t("work.figures.failed"), String.valueOf(flow.failed()), "red"));
            }
            ordered(flow.ended())
                    .forEach((outcome, count) -> facts.add(
                            fact(Outcomes.wordsOfMany(outcome), String.valueOf(count), Outcomes.colour(outcome))));
            Duration median = flow.median();
            if (median != null) {
                facts.add(fact(t("work.figures.median"), Spans.words(median), ""));
            }
            card.add(facts);
            card.addClickListener(click -> go(stretch, flow.key()));
            card.getElement()
                    .addEventListener("keydown", key -> go(stretch, flow.key()))
                    .setFilter("event.key === 'Enter' || event.key === ' '")
                    .preventDefault();
            cards.add(card);
        }
        return cards;
    }

    /** The outcomes that every flow has come first, those of the designer's own after them. */
    private static Map<String, Long> ordered(Map<String, Long> ended) {
        Map<String, Long> ordered = new LinkedHashMap<>();
        for (String usual : Outcomes.USUAL) {
            if (ended.containsKey(usual)) {
                ordered.put(usual, ended.getOrDefault(usual, 0L));
            }
        }
        ended.keySet().stream()
                .sorted()
                .forEach(outcome -> ordered.putIfAbsent(outcome, ended.getOrDefault(outcome, 0L)));
        return ordered;
    }

    private static Component fact(String label, String value, String colour) {
        Span number = new Span(value);
        number.addClassName("mw-flow-number");
        if (!colour.isEmpty()) {
            number.getElement().setAttribute("data-colour", colour);
        }
        Div fact = new Div(number, new Span(label));
        fact.addClassName("mw-flow-fact");
        return fact;
    }

    /** Medians of each step, waiting and working on top of each other. */
    private static Component chart(Of flow, List<OfStep> steps) {
        ObjectNode options = JsonNodeFactory.instance.objectNode();
        options.putObject("chart").put("type", "bar").put("stacked", true);
        options.putObject("plotOptions").putObject("bar").put("horizontal", true);
        ArrayNode series = options.putArray("series");
        ArrayNode texts = JsonNodeFactory.instance.arrayNode();
        Unit unit = Unit.of(steps.stream()
                .map(step -> step.waiting().median().plus(step.working().median()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO));
        series(t("work.figures.waiting"), steps, unit, step -> step.waiting().median(), series, texts);
        series(t("work.figures.working"), steps, unit, step -> step.working().median(), series, texts);
        ArrayNode categories = options.putObject("xaxis").putArray("categories");
        steps.forEach(step -> categories.add(step.label()));
        options.putArray("colors").add("orange").add("teal");
        ObjectNode extras = options.putObject("mw");
        ArrayNode places = extras.putArray("places");
        ArrayNode names = extras.putArray("names");
        for (int i = 0; i < steps.size(); i++) {
            places.add(i);
            names.add(steps.get(i).label());
        }
        extras.set("texts", texts);
        extras.put("suffix", t("work.figures.unit." + unit.key)).put("divisor", 1);
        Chart chart = new Chart((place, number) -> {});
        chart.show(options, t("work.figures.chart", flow.label()));
        Div frame = new Div(chart);
        frame.addClassName("mw-flow-chart");
        frame.getStyle().set("height", Math.max(10, 5 + 3 * steps.size()) + "rem");
        return frame;
    }

    /** In which the axis counts: the largest of which the longest bar has at least two. */
    private enum Unit {
        DAYS("days", Duration.ofDays(1)),
        HOURS("hours", Duration.ofHours(1)),
        MINUTES("minutes", Duration.ofMinutes(1)),
        SECONDS("seconds", Duration.ofSeconds(1));

        private final String key;
        private final Duration length;

        Unit(String key, Duration length) {
            this.key = key;
            this.length = length;
        }

        static Unit of(Duration longest) {
            return Arrays.stream(values())
                    .filter(unit -> longest.compareTo(unit.length.multipliedBy(2)) >= 0)
                    .findFirst()
                    .orElse(SECONDS);
        }

        double count(Duration span) {
            return Math.round(span.toMillis() * 100.0 / length.toMillis()) / 100.0;
        }
    }

    private static void series(
            String name,
            List<OfStep> steps,
            Unit unit,
            Function<OfStep, Duration> length,
            ArrayNode series,
            ArrayNode texts) {
        ArrayNode data = series.addObject().put("name", name).putArray("data");
        ArrayNode words = texts.addArray();
        steps.forEach(step -> {
            Duration span = length.apply(step);
            data.add(unit.count(span));
            words.add(Spans.words(span));
        });
    }

    private static Component steps(List<OfStep> steps) {
        return table(
                List.of(
                        t("work.figures.step"),
                        t("work.figures.open"),
                        t("work.figures.overdue"),
                        t("work.figures.finished"),
                        t("work.figures.waitingMedian"),
                        t("work.figures.waitingMost"),
                        t("work.figures.workingMedian"),
                        t("work.figures.workingMost")),
                steps.stream()
                        .map(step -> List.of(
                                step.label(),
                                String.valueOf(step.open()),
                                String.valueOf(step.overdue()),
                                String.valueOf(step.finished()),
                                spread(step, step.waiting().median()),
                                spread(step, step.waiting().most()),
                                spread(step, step.working().median()),
                                spread(step, step.working().most())))
                        .toList());
    }

    private static String spread(OfStep step, Duration span) {
        return step.finished() == 0 ? "–" : Spans.words(span);
    }

    private static Component people(List<OfPerson> people) {
        return table(
                List.of(t("work.figures.person"), t("work.figures.open"), t("work.figures.overdue")),
                people.stream()
                        .map(person -> List.of(
                                person.person().name(),
                                String.valueOf(person.open()),
                                String.valueOf(person.overdue())))
                        .toList());
    }

    private static Component table(List<String> heads, List<List<String>> rows) {
        NativeTableRow head = new NativeTableRow();
        heads.forEach(text -> head.add(new NativeTableHeaderCell(text)));
        NativeTableBody body = new NativeTableBody();
        for (List<String> row : rows) {
            NativeTableRow line = new NativeTableRow();
            row.forEach(text -> line.add(new NativeTableCell(text)));
            body.add(line);
        }
        NativeTable table = new NativeTable();
        table.add(new NativeTableHeader(head), body);
        table.addClassName("mw-flow-table");
        Div frame = new Div(table);
        frame.addClassName("mw-flow-table-frame");
        return frame;
    }
}

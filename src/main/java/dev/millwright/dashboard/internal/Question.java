package dev.millwright.dashboard.internal;

import dev.millwright.dashboard.BoardFilter;
import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Sort;
import dev.millwright.dashboard.MeasureDefinition;
import dev.millwright.dashboard.Period.Range;
import dev.millwright.dashboard.internal.Measured.Joining;
import dev.millwright.dashboard.internal.Measured.Part;
import dev.millwright.dashboard.spi.DataShape;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest;
import dev.millwright.record.AggregateRequest.Group;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.AggregateRequest.Order;
import dev.millwright.record.Aggregates;
import dev.millwright.record.Condition;
import dev.millwright.record.FormRef;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import dev.millwright.workspace.Filter;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterRow.Test;
import dev.millwright.workspace.FilterScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a tile asks: one question to the gate, and how its answer becomes figures. */
final class Question {

    private final FormRef ref;
    private final Dataset data;
    private final List<Dimension> dimensions;
    private final List<Measured> measures;
    private final List<FilterPart> base;
    private final Optional<Range> days;
    private final Optional<Range> before;
    private final @Nullable String dateField;
    private final LocalDate today;

    private Question(
            FormRef ref,
            Dataset data,
            List<Dimension> dimensions,
            List<Measured> measures,
            List<FilterPart> base,
            @Nullable String dateField,
            Optional<Range> days,
            Optional<Range> before,
            LocalDate today) {
        this.ref = ref;
        this.data = data;
        this.dimensions = dimensions;
        this.measures = measures;
        this.base = base;
        this.dateField = dateField;
        this.days = days;
        this.before = before;
        this.today = today;
    }

    /** A question that makes no sense for the form as it is now. */
    static final class Senseless extends DomainException {
        Senseless(String code, Object... arguments) {
            super(code, arguments);
        }
    }

    /**
     * @throws Senseless when the question names what is not there
     */
    static Question of(
            Dataset data,
            DataShape shape,
            FilterScope scope,
            BoardFilter board,
            LocalDate today,
            FormatContext format,
            Texts texts) {
        PublishedForm form = scope.form();
        List<Dimension> dimensions = new ArrayList<>();
        for (String group : data.groups().stream().limit(shape.mostGroups()).toList()) {
            dimensions.add(Dimension.of(group, form, format, texts)
                    .orElseThrow(() -> new Senseless(
                            "dashboard.refused.field", Group.parse(group).field())));
        }
        if (dimensions.size() < shape.leastGroups()) {
            throw new Senseless("dashboard.refused.noGroup");
        }
        int wanted = dimensions.size() > 1 ? 1 : shape.mostMeasures();
        List<Measured> measures = new ArrayList<>();
        for (MeasureDefinition measure : data.measures().stream().limit(wanted).toList()) {
            if (measure.ignoresCondition()) {
                throw new Senseless("dashboard.refused.condition");
            }
            read(measure.condition(), scope);
            measures.add(Measured.of(measure, scope, format, texts)
                    .orElseThrow(() -> new Senseless(
                            "dashboard.refused.field", measure.field() == null ? measure.label() : measure.field())));
        }
        List<FilterPart> base = new ArrayList<>(read(data.filter(), scope));
        base.addAll(board.rows(form));
        String date = data.dateField();
        if (date != null && !isDate(date, form)) {
            throw new Senseless("dashboard.refused.field", date);
        }
        Optional<Range> days = date == null ? Optional.empty() : board.days(data.period(), today);
        boolean compares = shape.comparesPeriods() && dimensions.isEmpty();
        return new Question(
                new FormRef(form.app().key(), form.key()),
                data,
                dimensions,
                measures,
                base,
                date,
                days,
                compares && days.isPresent() ? board.daysBefore(data.period(), today) : Optional.empty(),
                today);
    }

    private static boolean isDate(String key, PublishedForm form) {
        return new FilterRow(key, Test.EMPTY, List.of())
                .kind(form)
                .filter(kind -> kind == ValueKind.DATE || kind == ValueKind.DATE_TIME)
                .isPresent();
    }

    private static List<FilterPart> read(List<JsonNode> conditions, FilterScope scope) {
        Filter filter = Filter.read(conditions, scope);
        if (!filter.lost().isEmpty()) {
            throw new Senseless(
                    "dashboard.refused.filter", scope.name(filter.lost().getFirst()));
        }
        return filter.parts();
    }

    /** Links that the tile puts records together by: their titles are only for those who may see the records. */
    Stream<UUID> targets() {
        return dimensions.stream()
                .flatMap(dimension -> Optional.ofNullable(dimension.field()).stream())
                .flatMap(field -> field.target().stream());
    }

    private Optional<FilterRow> rowOf(Optional<Range> range) {
        String date = dateField;
        return date == null
                ? Optional.empty()
                : range.map(r -> r.first().equals(r.last())
                        ? new FilterRow(date, Test.ON, List.of(r.first()))
                        : new FilterRow(date, Test.BETWEEN, List.of(r.first(), r.last())));
    }

    /** The records that count, before they are put together. */
    private List<FilterPart> records() {
        return Stream.concat(base.stream(), rowOf(days).stream()).toList();
    }

    private List<Part> parts() {
        if (before.isEmpty()) {
            return parts(List.of());
        }
        List<Part> both = new ArrayList<>(parts(only(days)));
        both.addAll(parts(only(before)));
        return both;
    }

    private List<Condition> only(Optional<Range> range) {
        return rowOf(range).map(FilterPart::condition).stream().toList();
    }

    private List<Part> parts(List<Condition> only) {
        List<Part> parts = new ArrayList<>();
        Condition all = only.isEmpty() ? Condition.ALL : only.getFirst();
        parts.add(new Part(new Measure(AggregateRequest.Function.COUNT, null, all), Joining.ADDED));
        measures.forEach(measure -> parts.addAll(measure.parts(only)));
        return parts;
    }

    /** What the gate is asked at first. */
    AggregateRequest request() {
        List<FilterPart> rows = before.isEmpty()
                ? records()
                : Stream.concat(base.stream(), rowOf(Optional.of(both())).stream())
                        .toList();
        return request(rows, dimensions.stream().map(Dimension::group).toList(), order());
    }

    /** Both stretches of time: one follows the other. */
    private Range both() {
        return new Range(before.orElseThrow().first(), days.orElseThrow().last());
    }

    private AggregateRequest request(List<FilterPart> rows, List<Group> groups, List<Order> order) {
        return new AggregateRequest(
                ref,
                new Condition.And(rows.stream().map(FilterPart::condition).toList()),
                "",
                groups,
                parts().stream().map(Part::measure).toList(),
                order,
                AggregateRequest.MOST_GROUPS);
    }

    /** The groups that matter come first, should there be more than can be asked for. */
    private List<Order> order() {
        if (dimensions.isEmpty() || dimensions.getFirst().bucket().isPresent()) {
            return List.of();
        }
        boolean ascending = data.order() == Dataset.Order.SMALLEST;
        return List.of(new Order(measures.getFirst().orderKey().orElse(Measure.COUNT.key()), !ascending));
    }

    /** What else has to be asked to know what the others are together, when that is not known of their parts. */
    private Optional<AggregateRequest> othersOf(Aggregates answer, Figures figures) {
        boolean known = !answer.more() && measures.stream().allMatch(Measured::isKnownOfParts);
        return known || dimensions.size() != 1
                ? Optional.empty()
                : figures.categories().stream()
                        .filter(category -> category.sort() == Sort.OTHERS)
                        .findFirst()
                        .map(others -> request(
                                Stream.concat(records().stream(), others.records().stream())
                                        .toList(),
                                List.of(),
                                List.of()));
    }

    /**
     * Reads the answer to {@link #request}, and asks once more where it does not say all.
     *
     * @param gate answers what is asked of it
     */
    Figures figures(Aggregates answer, Function<AggregateRequest, Aggregates> gate) {
        Figures figures = figures(answer, Optional.empty());
        return othersOf(answer, figures)
                .map(others -> figures(answer, Optional.of(gate.apply(others))))
                .orElse(figures);
    }

    private Figures figures(Aggregates answer, Optional<Aggregates> others) {
        return new Reading(
                        ref,
                        data,
                        dimensions,
                        measures,
                        records(),
                        dimensions.isEmpty()
                                        || !dimensions
                                                .getFirst()
                                                .group()
                                                .field()
                                                .equals(dateField)
                                ? Optional.empty()
                                : days,
                        before.isPresent(),
                        today)
                .figures(answer, others);
    }
}

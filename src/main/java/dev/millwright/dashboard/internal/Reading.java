package dev.millwright.dashboard.internal;

import dev.millwright.dashboard.Dataset;
import dev.millwright.dashboard.Figures;
import dev.millwright.dashboard.Figures.Category;
import dev.millwright.dashboard.Figures.Cell;
import dev.millwright.dashboard.Figures.Series;
import dev.millwright.dashboard.Figures.Sort;
import dev.millwright.dashboard.Period.Range;
import dev.millwright.dashboard.internal.Measured.Joining;
import dev.millwright.record.AggregateRequest.Bucket;
import dev.millwright.record.Aggregates;
import dev.millwright.record.FormRef;
import dev.millwright.workspace.FilterPart;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes figures of the gate's answer: in order, with the empty months, the others as one, and what each figure was counted of. */
final class Reading {

    /** More points are no curve any more that somebody could read. */
    static final int MOST_POINTS = 400;

    /** As many as there are colours that can be told apart. */
    static final int MOST_SERIES = 10;

    private static final int MOST_CATEGORIES = 50;

    private final FormRef ref;
    private final Dataset data;
    private final List<Dimension> dimensions;
    private final List<Measured> measures;
    private final List<FilterPart> records;
    private final Optional<Range> days;
    private final boolean compares;
    private final LocalDate today;
    private final List<Joining> joinings = new ArrayList<>();

    /**
     * @param records conditions that all the records met
     * @param days the stretch of time that the first group runs through; nothing when it is not bounded
     * @param compares whether the parts come twice, the second time of the stretch of time before
     */
    Reading(
            FormRef ref,
            Dataset data,
            List<Dimension> dimensions,
            List<Measured> measures,
            List<FilterPart> records,
            Optional<Range> days,
            boolean compares,
            LocalDate today) {
        this.ref = ref;
        this.data = data;
        this.dimensions = dimensions;
        this.measures = measures;
        this.records = records;
        this.days = days;
        this.compares = compares;
        this.today = today;
        for (int i = 0; i < (compares ? 2 : 1); i++) {
            joinings.add(Joining.ADDED);
            measures.forEach(measure -> joinings.addAll(measure.joinings()));
        }
    }

    private Tally nothing() {
        return new Tally(joinings);
    }

    private Tally sum(Groups<Tally> groups) {
        Tally sum = nothing();
        groups.each((value, tally) -> sum.add(tally));
        return sum;
    }

    private Tally sum(Groups<Tally> groups, List<Object> values) {
        return sum(values.stream()
                .flatMap(value -> Optional.ofNullable(groups.get(value)).stream())
                .toList());
    }

    private Tally sum(List<Tally> tallies) {
        Tally sum = nothing();
        tallies.forEach(sum::add);
        return sum;
    }

    private static int widthOf(List<Measured> measures) {
        return 1
                + measures.stream()
                        .mapToInt(measure -> measure.joinings().size())
                        .sum();
    }

    /**
     * @param others the answer to {@link Question#othersOf}, if that was asked
     */
    Figures figures(Aggregates answer, Optional<Aggregates> others) {
        return switch (dimensions.size()) {
            case 0 -> single(answer);
            case 1 -> oneGroup(answer, others);
            default -> twoGroups(answer);
        };
    }

    private Tally tally(Aggregates.Row row) {
        Tally tally = nothing();
        tally.add(numbers(row));
        return tally;
    }

    private static List<@Nullable BigDecimal> numbers(Aggregates.Row row) {
        List<@Nullable BigDecimal> numbers = new ArrayList<>();
        row.measures().forEach(value -> numbers.add(Tally.number(value)));
        return numbers;
    }

    private Figures single(Aggregates answer) {
        Tally tally = tally(answer.rows().getFirst());
        List<Series> series = new ArrayList<>();
        int place = 1;
        int width = widthOf(measures);
        for (Measured measure : measures) {
            int next = place + measure.joinings().size();
            Cell now = measure.cell(tally.records(), tally.parts(place, next));
            Cell then = null;
            if (compares) {
                BigDecimal count = tally.parts(width, width + 1).getFirst();
                then = measure.cell(count == null ? 0 : count.longValue(), tally.parts(width + place, width + next));
            }
            series.add(seriesOf(measure, List.of(now), then));
            place = next;
        }
        return new Figures(
                ref,
                List.of(),
                List.of(new Category("", "", Sort.VALUE, null, null, List.of())),
                series,
                records,
                false);
    }

    private Series seriesOf(Measured measure, List<Cell> cells, @Nullable Cell before) {
        return new Series(
                measure.label(),
                Sort.VALUE,
                null,
                null,
                cells,
                before,
                total(measure, cells),
                measure.isShare(),
                measure.style(),
                measure.isShare() ? measure.condition() : List.of());
    }

    /** A record may be in several groups, and averages of parts are none of the whole. */
    private @Nullable String total(Measured measure, List<Cell> cells) {
        boolean adds = dimensions.stream().noneMatch(Dimension::overlaps)
                && measure.definition().figure().adds();
        return adds
                ? measure.text(cells.stream()
                        .map(Cell::value)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                : null;
    }

    private Figures oneGroup(Aggregates answer, Optional<Aggregates> others) {
        Dimension dimension = dimensions.getFirst();
        Groups<Tally> groups = new Groups<>();
        answer.rows().forEach(row -> groups.put(row.groups().getFirst(), tally(row)));
        Arranged<Tally> arranged = arrange(dimension, groups, tally -> tally, this::sum, this::nothing);
        List<Tally> tallies = new ArrayList<>(arranged.contents());
        List<Category> categories = arranged.categories();
        others.ifPresent(beyond -> {
            for (int i = 0; i < categories.size(); i++) {
                if (categories.get(i).sort() == Sort.OTHERS) {
                    tallies.set(i, tally(beyond.rows().getFirst()));
                }
            }
        });
        List<Series> series = new ArrayList<>();
        int place = 1;
        for (Measured measure : measures) {
            int from = place;
            int to = place + measure.joinings().size();
            series.add(seriesOf(
                    measure,
                    tallies.stream()
                            .map(tally -> measure.cell(tally.records(), tally.parts(from, to)))
                            .toList(),
                    null));
            place = to;
        }
        return new Figures(ref, List.of(dimension.label()), categories, series, records, arranged.cut());
    }

    private Figures twoGroups(Aggregates answer) {
        Dimension outer = dimensions.getFirst();
        Dimension inner = dimensions.get(1);
        Groups<Groups<Tally>> groups = new Groups<>();
        for (Aggregates.Row row : answer.rows()) {
            groups.computeIfAbsent(row.groups().getFirst(), Groups::new)
                    .put(row.groups().get(1), tally(row));
        }
        Arranged<Groups<Tally>> arranged = arrange(outer, groups, this::sum, this::merged, Groups::new);
        Groups<Tally> together = merged(arranged.contents());
        Measured measure = measures.getFirst();
        int to = 1 + measure.joinings().size();
        boolean folded = !inner.isShort() && inner.folds();
        List<Object> keys = new ArrayList<>(together.values());
        keys.sort(folded ? bySize(together, tally -> tally, false) : inner.order());
        List<Object> shown = folded && keys.size() > MOST_SERIES ? keys.subList(0, MOST_SERIES - 1) : keys;
        List<Object> rest = keys.subList(shown.size(), keys.size());
        List<Series> series = new ArrayList<>();
        for (Object value : shown) {
            series.add(
                    seriesOf(inner.category(value), arranged.contents().stream().map(g -> g.get(value)), measure, to));
        }
        if (!rest.isEmpty()) {
            series.add(seriesOf(
                    inner.others(List.copyOf(shown)),
                    arranged.contents().stream().map(g -> sum(g, rest)),
                    measure,
                    to));
        }
        if (together.unset() != null) {
            series.add(seriesOf(inner.unset(), arranged.contents().stream().map(Groups::unset), measure, to));
        }
        return new Figures(
                ref,
                List.of(outer.label(), inner.label()),
                arranged.categories(),
                series,
                records,
                arranged.cut() || answer.more());
    }

    private Series seriesOf(Category of, Stream<@Nullable Tally> tallies, Measured measure, int to) {
        List<Cell> cells = new ArrayList<>();
        tallies.forEach(tally -> {
            Tally present = tally == null ? nothing() : tally;
            cells.add(measure.cell(present.records(), present.parts(1, to)));
        });
        List<FilterPart> records = measure.isShare()
                ? Stream.concat(of.records().stream(), measure.condition().stream())
                        .toList()
                : of.records();
        return new Series(
                of.name(),
                of.sort(),
                of.value(),
                of.colour(),
                cells,
                null,
                total(measure, cells),
                measure.isShare(),
                measure.style(),
                records);
    }

    private Groups<Tally> merged(List<Groups<Tally>> several) {
        Groups<Tally> all = new Groups<>();
        for (Groups<Tally> some : several) {
            some.each(
                    (value, tally) -> all.computeIfAbsent(value, this::nothing).add(tally));
        }
        return all;
    }

    /** What of the answer is shown, in which order. */
    private record Arranged<T>(List<Category> categories, List<T> contents, boolean cut) {}

    private interface Size<T> {
        Tally of(T content);
    }

    private interface Together<T> {
        T of(List<T> contents);
    }

    private <T> Arranged<T> arrange(
            Dimension dimension, Groups<T> groups, Size<T> size, Together<T> together, Supplier<T> nothing) {
        List<Category> categories = new ArrayList<>();
        List<T> contents = new ArrayList<>();
        Optional<Bucket> bucket = dimension.bucket();
        boolean cut = false;
        List<Object> rest = List.of();
        List<Object> shown;
        if (bucket.isPresent()) {
            List<Object> stretches = stretches(bucket.get(), groups.values());
            cut = stretches.size() > MOST_POINTS;
            shown = cut ? stretches.subList(stretches.size() - MOST_POINTS, stretches.size()) : stretches;
        } else {
            List<Object> values = new ArrayList<>(groups.values());
            int most = data.top() == null ? MOST_CATEGORIES : Math.clamp(data.top(), 1, MOST_CATEGORIES);
            boolean folds = dimension.folds() && values.size() > most;
            if (folds) {
                values.sort(bySize(groups, size, data.order() == Dataset.Order.SMALLEST));
                rest = List.copyOf(values.subList(most, values.size()));
                values = new ArrayList<>(values.subList(0, most));
            }
            switch (data.order()) {
                case NATURAL -> values.sort(dimension.order());
                case LARGEST -> values.sort(bySize(groups, size, false));
                case SMALLEST -> values.sort(bySize(groups, size, true));
            }
            shown = values;
        }
        for (Object value : shown) {
            T content = groups.get(value);
            categories.add(dimension.category(value));
            contents.add(content == null ? nothing.get() : content);
        }
        if (!rest.isEmpty() && data.others()) {
            categories.add(dimension.others(List.copyOf(shown)));
            contents.add(together.of(rest.stream()
                    .<T>mapMulti((value, out) -> {
                        T content = groups.get(value);
                        if (content != null) {
                            out.accept(content);
                        }
                    })
                    .toList()));
        }
        T unset = groups.unset();
        if (unset != null) {
            categories.add(dimension.unset());
            contents.add(unset);
        }
        return new Arranged<>(categories, contents, cut);
    }

    private <T> Comparator<Object> bySize(Groups<T> groups, Size<T> size, boolean ascending) {
        Measured measure = measures.getFirst();
        int to = 1 + measure.joinings().size();
        Map<Object, Optional<BigDecimal>> sizes = new LinkedHashMap<>();
        for (Object value : groups.values()) {
            T content = groups.get(value);
            if (content != null) {
                Tally tally = size.of(content);
                sizes.put(
                        Dimension.keyOf(value),
                        Optional.ofNullable(measure.cell(tally.records(), tally.sizes(1, to))
                                .value()));
            }
        }
        Comparator<BigDecimal> numbers = ascending ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return (a, b) -> {
            Optional<BigDecimal> left = sizes.getOrDefault(Dimension.keyOf(a), Optional.empty());
            Optional<BigDecimal> right = sizes.getOrDefault(Dimension.keyOf(b), Optional.empty());
            int bySize = left.isPresent() && right.isPresent()
                    ? numbers.compare(left.get(), right.get())
                    : Boolean.compare(left.isEmpty(), right.isEmpty());
            return bySize != 0 ? bySize : a.toString().compareTo(b.toString());
        };
    }

    /** All stretches of time from the first to the last, also those in which nothing happened. */
    private List<Object> stretches(Bucket bucket, List<Object> found) {
        NavigableSet<LocalDate> known = new TreeSet<>();
        found.forEach(value -> known.add((LocalDate) value));
        boolean bounded = days.isPresent();
        if (known.isEmpty() && !bounded) {
            return List.of();
        }
        LocalDate first = bounded ? bucket.first(days.get().first()) : known.first();
        LocalDate last = bounded ? bucket.first(days.get().last()) : known.last();
        if (bounded && last.isAfter(bucket.first(today))) {
            // What is yet to come is nothing, unless somebody has planned it.
            LocalDate planned = known.isEmpty() ? first : known.last();
            last = planned.isAfter(bucket.first(today)) ? planned : bucket.first(today);
        }
        List<Object> stretches = new ArrayList<>();
        LocalDate next = first;
        while (!next.isAfter(last) && stretches.size() <= 4 * MOST_POINTS) {
            stretches.add(next);
            next = bucket.next(next);
        }
        if (!next.isAfter(last)) {
            // Somebody mistyped a year by centuries: only what is there.
            return List.copyOf(known);
        }
        return stretches;
    }
}

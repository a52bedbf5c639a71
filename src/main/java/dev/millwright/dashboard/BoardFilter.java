package dev.millwright.dashboard;

import dev.millwright.dashboard.Period.Range;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.shared.ValueKind;
import dev.millwright.workspace.FilterRow;
import dev.millwright.workspace.FilterRow.Test;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a whole board is narrowed to by those who look at it, as its address says it.
 *
 * @param period null when each tile looks at its own
 * @param range days that somebody chose; null when a period is
 * @param values any of these, by the key of a field: keys of options, titles of records, names of people
 * @param conditions as lists are filtered, by the key of a field: the JSON of a {@link FilterRow}
 */
public record BoardFilter(
        @Nullable Period period,
        @Nullable Range range,
        SortedMap<String, List<String>> values,
        SortedMap<String, String> conditions) {

    public static final BoardFilter NONE = new BoardFilter(null, null, new TreeMap<>(), new TreeMap<>());

    private static final String PERIOD = "period";
    private static final String FIELD = "f.";
    private static final String CONDITION = "q.";
    private static final int LONGEST_CONDITION = 4_000;
    private static final String TO = "..";
    private static final int MOST_VALUES = 50;

    public BoardFilter {
        values = new TreeMap<>(values);
        conditions = new TreeMap<>(conditions);
    }

    public boolean isNone() {
        return period == null && range == null && values.isEmpty() && conditions.isEmpty();
    }

    public BoardFilter with(@Nullable Period wanted, @Nullable Range days) {
        return new BoardFilter(wanted, days, values, conditions);
    }

    /** Narrowed to any of the values; to none of them when there are none. */
    public BoardFilter with(String field, Collection<String> wanted) {
        SortedMap<String, List<String>> changed = new TreeMap<>(values);
        if (wanted.isEmpty()) {
            changed.remove(field);
        } else {
            changed.put(field, List.copyOf(wanted));
        }
        return new BoardFilter(period, range, changed, conditions);
    }

    /** Narrowed by the condition; by none about the field when there is none. */
    public BoardFilter with(String field, Optional<FilterRow> condition, PublishedForm form) {
        SortedMap<String, String> changed = new TreeMap<>(conditions);
        condition.ifPresentOrElse(row -> changed.put(field, row.toJson(form).toString()), () -> changed.remove(field));
        return new BoardFilter(period, range, values, changed);
    }

    /** Keys of the fields by which it narrows. */
    public SortedSet<String> fields() {
        SortedSet<String> fields = new TreeSet<>(values.keySet());
        fields.addAll(conditions.keySet());
        return fields;
    }

    /** The condition about a field, as far as it makes sense for the form. */
    public Optional<FilterRow> condition(String field, PublishedForm form) {
        return Optional.ofNullable(conditions.get(field))
                .flatMap(BoardFilter::json)
                .filter(json -> json.path(0).asString("").equals(field))
                .flatMap(json -> FilterRow.read(json, form));
    }

    /** What records of the form have to meet. */
    public List<FilterRow> rows(PublishedForm form) {
        List<FilterRow> rows = new ArrayList<>();
        values.forEach((key, wanted) -> chosen(key, wanted, form).ifPresent(rows::add));
        conditions.keySet().forEach(key -> condition(key, form).ifPresent(rows::add));
        return rows;
    }

    /** The fields by which it narrows and which say nothing of the form: it has none of the key, or one of another kind. */
    public List<String> ignoredBy(PublishedForm form) {
        Set<String> ignored = new TreeSet<>();
        values.forEach((key, wanted) -> {
            if (chosen(key, wanted, form).isEmpty()) {
                ignored.add(key);
            }
        });
        conditions.keySet().stream()
                .filter(key -> condition(key, form).isEmpty())
                .forEach(ignored::add);
        return List.copyOf(ignored);
    }

    private static Optional<FilterRow> chosen(String key, List<String> wanted, PublishedForm form) {
        return form.field(key)
                // People may be named, too, by addresses and programs.
                .filter(field -> isChosen(field) || field.kind() == ValueKind.REFERENCE)
                .map(field -> field.kind() == ValueKind.BOOLEAN
                        ? new FilterRow(key, yesOrNo(wanted), List.of())
                        : new FilterRow(key, Test.ANY_OF, List.<Object>copyOf(wanted)));
    }

    private static Test yesOrNo(List<String> wanted) {
        boolean yes = wanted.contains("true");
        return yes && wanted.contains("false") ? Test.NOT_EMPTY : yes ? Test.YES : Test.NO;
    }

    /** Whether values are chosen of those that there are; of all others one asks as in lists. */
    public static boolean isChosen(PublishedField<?, ?> field) {
        return switch (field.kind()) {
            case CHOICE, BOOLEAN, TEXT -> true;
            case REFERENCE -> field.target().isPresent();
            case NUMBER, DATE, TIME, DATE_TIME, REFERENCES, FILE, STRUCTURE -> false;
        };
    }

    private static Optional<JsonNode> json(String text) {
        try {
            return text.length() > LONGEST_CONDITION
                    ? Optional.empty()
                    : Optional.of(JsonMapper.shared().readTree(text));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** The days looked at, or nothing when all are. */
    public Optional<Range> days(Period own, LocalDate today) {
        return range != null ? Optional.of(range) : (period == null ? own : period).range(today);
    }

    /** The days right before those, as many. */
    public Optional<Range> daysBefore(Period own, LocalDate today) {
        if (range != null) {
            long length = range.last().toEpochDay() - range.first().toEpochDay() + 1;
            return Optional.of(
                    new Range(range.first().minusDays(length), range.first().minusDays(1)));
        }
        return (period == null ? own : period).previous(today);
    }

    /** As parameters of an address. */
    public Map<String, List<String>> toParameters() {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (range != null) {
            parameters.put(PERIOD, List.of(range.first() + TO + range.last()));
        } else if (period != null) {
            parameters.put(PERIOD, List.of(period.key()));
        }
        values.forEach((field, wanted) -> parameters.put(FIELD + field, wanted));
        conditions.forEach((field, condition) -> parameters.put(CONDITION + field, List.of(condition)));
        return parameters;
    }

    /** Reads an address, which anybody can write: what makes no sense in it is left out. */
    public static BoardFilter of(Map<String, List<String>> parameters) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        SortedMap<String, String> conditions = new TreeMap<>();
        parameters.forEach((name, given) -> {
            if (name.startsWith(CONDITION)) {
                given.stream()
                        .filter(text -> json(text).isPresent())
                        .findFirst()
                        .ifPresent(text -> conditions.put(name.substring(CONDITION.length()), text));
            }
            List<String> wanted = new ArrayList<>(
                    given.stream().filter(v -> !v.isBlank()).limit(MOST_VALUES).toList());
            if (name.startsWith(FIELD) && !wanted.isEmpty()) {
                values.put(name.substring(FIELD.length()), wanted);
            }
        });
        String text =
                parameters.getOrDefault(PERIOD, List.of()).stream().findFirst().orElse("");
        return new BoardFilter(Period.of(text).orElse(null), range(text), values, conditions);
    }

    private static @Nullable Range range(String text) {
        int between = text.indexOf(TO);
        if (between < 0) {
            return null;
        }
        try {
            LocalDate first = LocalDate.parse(text.substring(0, between));
            LocalDate last = LocalDate.parse(text.substring(between + TO.length()));
            return last.isBefore(first) || outside(first) || outside(last) ? null : new Range(first, last);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static boolean outside(LocalDate day) {
        return day.getYear() < 1900 || day.getYear() > 2200;
    }
}

package dev.millwright.dashboard;

import dev.millwright.dashboard.Period.Range;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a whole board is narrowed to by those who look at it, as its address says it.
 *
 * @param period null when each tile looks at its own
 * @param range days that somebody chose; null when a period is
 * @param values any of these, by the key of a field: keys of options, titles of records, names of people
 */
public record BoardFilter(@Nullable Period period, @Nullable Range range, SortedMap<String, List<String>> values) {

    public static final BoardFilter NONE = new BoardFilter(null, null, new TreeMap<>());

    private static final String PERIOD = "period";
    private static final String FIELD = "f.";
    private static final String TO = "..";
    private static final int MOST_VALUES = 50;

    public BoardFilter {
        values = new TreeMap<>(values);
    }

    public boolean isNone() {
        return period == null && range == null && values.isEmpty();
    }

    public BoardFilter with(@Nullable Period wanted, @Nullable Range days) {
        return new BoardFilter(wanted, days, values);
    }

    /** Narrowed to any of the values; to none of them when there are none. */
    public BoardFilter with(String field, Collection<String> wanted) {
        SortedMap<String, List<String>> changed = new TreeMap<>(values);
        if (wanted.isEmpty()) {
            changed.remove(field);
        } else {
            changed.put(field, List.copyOf(wanted));
        }
        return new BoardFilter(period, range, changed);
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
        return parameters;
    }

    /** Reads an address, which anybody can write: what makes no sense in it is left out. */
    public static BoardFilter of(Map<String, List<String>> parameters) {
        SortedMap<String, List<String>> values = new TreeMap<>();
        parameters.forEach((name, given) -> {
            List<String> wanted = new ArrayList<>(
                    given.stream().filter(v -> !v.isBlank()).limit(MOST_VALUES).toList());
            if (name.startsWith(FIELD) && !wanted.isEmpty()) {
                values.put(name.substring(FIELD.length()), wanted);
            }
        });
        String text =
                parameters.getOrDefault(PERIOD, List.of()).stream().findFirst().orElse("");
        return new BoardFilter(Period.of(text).orElse(null), range(text), values);
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

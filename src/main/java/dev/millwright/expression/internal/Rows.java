package dev.millwright.expression.internal;

import dev.millwright.expression.Expression.Aggregate;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the values of many rows become as one, to the same digits as in SQL. */
public final class Rows {

    private static final String BETWEEN = ", ";

    private Rows() {}

    /**
     * @param values without empty ones, that of the row first that was made first
     */
    public static @Nullable Object aggregated(Aggregate aggregate, List<Object> values) {
        return switch (aggregate) {
            case SUM -> sum(values);
            case COUNT -> BigDecimal.valueOf(values.size());
            case AVERAGE -> values.isEmpty() ? null : Numbers.divide(sum(values), BigDecimal.valueOf(values.size()));
            case MIN -> outermost(values, true);
            case MAX -> outermost(values, false);
            case FIRST -> values.isEmpty() ? null : values.getFirst();
            case LAST -> values.isEmpty() ? null : values.getLast();
            case JOIN -> {
                String joined = values.stream()
                        .map(String::valueOf)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(BETWEEN));
                yield joined.isEmpty() ? null : joined;
            }
        };
    }

    private static BigDecimal sum(List<Object> values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object value : values) {
            sum = sum.add((BigDecimal) value);
        }
        return sum;
    }

    @SuppressWarnings("unchecked") // they are all of one type, which has an order
    private static @Nullable Object outermost(List<Object> values, boolean least) {
        Comparable<Object> outermost = null;
        for (Object value : values) {
            if (outermost == null || (least ? outermost.compareTo(value) > 0 : outermost.compareTo(value) < 0)) {
                outermost = (Comparable<Object>) value;
            }
        }
        return outermost;
    }
}

package dev.millwright.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the names of an expression stand for in one record. */
@FunctionalInterface
public interface Values {

    /**
     * The value in the form of its type, null when it is empty. TEXT, CHOICE (the key of the option) and ID are a String, NUMBER a BigDecimal,
     * BOOLEAN a Boolean, DATE a LocalDate, TIME a String such as 08:05 or 08:05:30, DURATION a BigDecimal of seconds, DATE_RANGE a {@link DateSpan}, DATE_TIME an Instant in microseconds, CHOICES a List of keys, LINK and PERSON a {@link Reference},
     * OTHER anything.
     */
    @Nullable Object get(String name);

    /**
     * The rows that an expression calls so, that first which was made first, with their own names; null where only what they come to is known,
     * which {@link #rollup} tells.
     */
    default @Nullable List<? extends Values> rows(String name) {
        return null;
    }

    /** What many rows come to, in the same form; null when that is empty. */
    default @Nullable Object rollup(Expression.Rollup rollup) {
        throw new IllegalStateException("No rows here: " + rollup.rows());
    }
}

package dev.millwright.dashboard.internal;

import dev.millwright.dashboard.internal.Measured.Joining;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of figures of one group, or of several put together; the first is the number of records. */
final class Tally {

    private final List<Joining> joinings;
    private final List<@Nullable BigDecimal> values = new ArrayList<>();

    Tally(List<Joining> joinings) {
        this.joinings = joinings;
        joinings.forEach(ignored -> values.add(null));
    }

    static @Nullable BigDecimal number(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal;
            default -> new BigDecimal(value.toString());
        };
    }

    void add(List<@Nullable BigDecimal> others) {
        for (int i = 0; i < values.size(); i++) {
            values.set(i, joined(joinings.get(i), values.get(i), others.get(i)));
        }
    }

    void add(Tally other) {
        add(other.values);
    }

    /** Takes away what can be taken away; what is not a sum is not known any more. */
    void subtract(Tally other) {
        for (int i = 0; i < values.size(); i++) {
            BigDecimal mine = values.get(i);
            BigDecimal theirs = other.values.get(i);
            values.set(
                    i,
                    joinings.get(i) == Joining.ADDED && mine != null
                            ? mine.subtract(theirs == null ? BigDecimal.ZERO : theirs)
                            : null);
        }
    }

    long records() {
        BigDecimal count = values.getFirst();
        return count == null ? 0 : count.longValue();
    }

    List<@Nullable BigDecimal> parts(int from, int to) {
        return new ArrayList<>(values.subList(from, to));
    }

    private static @Nullable BigDecimal joined(Joining joining, @Nullable BigDecimal left, @Nullable BigDecimal right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return switch (joining) {
            case ADDED -> left.add(right);
            case LEAST -> left.min(right);
            case GREATEST -> left.max(right);
        };
    }
}

package dev.millwright.dashboard.internal;

import dev.millwright.dashboard.internal.Measured.Joining;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of figures of one group, or of several put together; the first is the number of records. */
final class Tally {

    private final List<Joining> joinings;
    private final List<@Nullable BigDecimal> values = new ArrayList<>();
    private final BitSet rough = new BitSet();

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
            BigDecimal mine = values.get(i);
            BigDecimal theirs = others.get(i);
            boolean known = switch (joinings.get(i)) {
                case ADDED, LEAST, GREATEST -> true;
                case ADDED_ROUGHLY -> !counts(mine) || !counts(theirs);
                case APART -> mine == null || theirs == null;
            };
            if (!known) {
                rough.set(i);
            }
            values.set(i, joined(joinings.get(i), mine, theirs));
        }
    }

    private static boolean counts(@Nullable BigDecimal value) {
        return value != null && value.signum() != 0;
    }

    void add(Tally other) {
        add(other.values);
        rough.or(other.rough);
    }

    long records() {
        BigDecimal count = values.getFirst();
        return count == null ? 0 : count.longValue();
    }

    /** What is known for sure. */
    List<@Nullable BigDecimal> parts(int from, int to) {
        List<@Nullable BigDecimal> parts = sizes(from, to);
        rough.stream().filter(i -> i >= from && i < to).forEach(i -> parts.set(i - from, null));
        return parts;
    }

    /** Also what is known roughly, to put groups in order by. */
    List<@Nullable BigDecimal> sizes(int from, int to) {
        return new ArrayList<>(values.subList(from, to));
    }

    private static @Nullable BigDecimal joined(Joining joining, @Nullable BigDecimal left, @Nullable BigDecimal right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return switch (joining) {
            case ADDED, ADDED_ROUGHLY -> left.add(right);
            case LEAST -> left.min(right);
            case GREATEST, APART -> left.max(right);
        };
    }
}

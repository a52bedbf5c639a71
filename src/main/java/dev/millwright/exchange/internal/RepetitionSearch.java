package dev.millwright.exchange.internal;

import dev.millwright.exchange.Workbooks.Nature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds columns of a sample that depend on another one, whose values repeat: what stands beside a value is nearly always the same. */
final class RepetitionSearch {

    /** So many columns may be what others depend on; a table for people has its names to the left. */
    private static final int MOST_KEYS = 12;

    private static final int MOST_COLUMNS = 60;
    private static final int MOST_OFFERS = 4;
    private static final int FEWEST_REPEATS = 5;
    private static final double MOST_KEYS_A_ROW = 0.6;
    private static final double MOST_EXCEPTIONS = 0.05;

    /** Exceptions count against what there is to explain, else a column that says nearly always the same would depend on anything. */
    private static final double UNEXPLAINED = 0.25;

    private final TableSample sample;
    private final List<Integer> columns;
    private final Map<Integer, int[]> numbers = new HashMap<>();

    /**
     * @param columns those that may repeat, from left to right
     */
    RepetitionSearch(TableSample sample, List<Integer> columns) {
        this.sample = sample;
        this.columns = columns.stream().limit(MOST_COLUMNS).toList();
    }

    /** A column and those that depend on it. */
    record Found(int key, List<Integer> members) {}

    /**
     * @param natures what the columns are good for
     */
    List<Found> find(Map<Integer, Nature> natures) {
        columns.forEach(column -> numbers.put(column, numbered(column)));
        List<Integer> keys = columns.stream()
                .filter(column -> natures.getOrDefault(column, Nature.OTHER) != Nature.OTHER && repeats(column))
                .limit(MOST_KEYS)
                .toList();
        List<Found> all = new ArrayList<>();
        for (int key : keys) {
            List<Integer> members = columns.stream()
                    .filter(column -> column != key && depends(of(column), of(key)))
                    .toList();
            if (!members.isEmpty()) {
                all.add(new Found(key, members));
            }
        }
        List<Found> chosen = new ArrayList<>();
        Set<Integer> taken = new HashSet<>();
        while (chosen.size() < MOST_OFFERS) {
            Found best = null;
            for (Found one : all) {
                List<Integer> left = one.members().stream()
                        .filter(column -> !taken.contains(column))
                        .toList();
                // Of columns that depend on each other the leftmost is the key.
                if (!taken.contains(one.key())
                        && !left.isEmpty()
                        && (best == null || left.size() > best.members().size())) {
                    best = new Found(one.key(), left);
                }
            }
            if (best == null) {
                break;
            }
            chosen.add(best);
            taken.add(best.key());
            taken.addAll(best.members());
        }
        return chosen;
    }

    private int[] of(int column) {
        return numbers.getOrDefault(column, new int[0]);
    }

    /** The values as numbers from 1, 0 for an empty cell. */
    private int[] numbered(int column) {
        Map<String, Integer> known = new HashMap<>();
        int[] numbered = new int[sample.rows().size()];
        for (int i = 0; i < numbered.length; i++) {
            String text = TableSample.cell(sample.rows().get(i), column);
            numbered[i] = text.isEmpty() ? 0 : known.computeIfAbsent(Likeness.plain(text), _ -> known.size() + 1);
        }
        return numbered;
    }

    private boolean repeats(int column) {
        int[] values = of(column);
        long filled = Arrays.stream(values).filter(value -> value > 0).count();
        int different = Arrays.stream(values).max().orElse(0);
        return different > 1 && different <= filled * MOST_KEYS_A_ROW && filled - different >= FEWEST_REPEATS;
    }

    private static boolean depends(int[] values, int[] keys) {
        int different = Arrays.stream(values).max().orElse(0);
        if (different < 2) {
            return false;
        }
        int[] ofValue = new int[different + 1];
        Map<Long, Integer> pairs = new HashMap<>();
        Map<Integer, Integer> mostOfKey = new HashMap<>();
        int rows = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] > 0 && keys[i] > 0) {
                rows++;
                ofValue[values[i]]++;
                int times = pairs.merge((long) keys[i] << 32 | values[i], 1, Integer::sum);
                mostOfKey.merge(keys[i], times, Math::max);
            }
        }
        int agreeing = mostOfKey.values().stream().mapToInt(Integer::intValue).sum();
        int exceptions = rows - agreeing;
        int unexplained = rows - Arrays.stream(ofValue).max().orElse(0);
        int repeated = rows - mostOfKey.size();
        return repeated >= FEWEST_REPEATS
                && unexplained > 0
                && exceptions <= rows * MOST_EXCEPTIONS
                && exceptions <= unexplained * UNEXPLAINED
                && exceptions <= repeated * UNEXPLAINED;
    }
}

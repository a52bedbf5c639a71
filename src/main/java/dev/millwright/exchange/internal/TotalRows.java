package dev.millwright.exchange.internal;

import dev.millwright.exchange.Imports.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows that sum up others, as they stand in tables for people: by what they are called, or by sums of what stands above them
 * where the other rows have texts and these have none.
 */
final class TotalRows {

    private static final int MOST = 1_000;
    private static final int LONGEST_NUMBER = 40;
    private static final Set<String> NAMES = Set.of(
            "合计",
            "小计",
            "总计",
            "总和",
            "汇总",
            "累计",
            "共计",
            "本页合计",
            "total",
            "totals",
            "subtotal",
            "grandtotal",
            "sum",
            "sumtotal");
    private static final List<String> ENDINGS = List.of("合计", "小计", "总计", "total", "subtotal");
    private static final int LONGEST_NAME = 20;

    private final List<Line> found = new ArrayList<>();
    private final Map<Integer, BigDecimal> all = new HashMap<>();
    private final Map<Integer, BigDecimal> since = new HashMap<>();
    private final boolean addsUp;
    private long rows;
    private long texts;

    TotalRows() {
        this(true);
    }

    private TotalRows(boolean addsUp) {
        this.addsUp = addsUp;
    }

    /** Of a sheet whose rows say less and less below the first one of a record, so that only words can tell. */
    static TotalRows byName() {
        return new TotalRows(false);
    }

    /** Whether the row is one; the rows of a table are to be asked about from above. */
    boolean isOne(SheetRow row) {
        Map<Integer, BigDecimal> numbers = new HashMap<>();
        long words = 0;
        String first = "";
        boolean named = false;
        for (int i = 0; i < row.cells().size(); i++) {
            String cell = row.cell(i).strip();
            BigDecimal number = cell.isEmpty() ? null : number(cell);
            if (number != null) {
                numbers.put(i, number);
            } else if (!cell.isEmpty()) {
                words++;
                first = first.isEmpty() ? cell : first;
                named |= NAMES.contains(plain(cell));
            }
        }
        boolean bare = addsUp && rows > 0 && words * 2 * rows <= texts;
        boolean endsSo =
                bare && first.length() <= LONGEST_NAME && ENDINGS.stream().anyMatch(plain(first)::endsWith);
        boolean isTotal =
                NAMES.contains(plain(first)) || (named && bare) || endsSo || (bare && rows > 1 && sumsUp(numbers));
        if (isTotal) {
            if (found.size() < MOST) {
                found.add(new Line(row.line(), List.copyOf(row.cells())));
            }
            since.clear();
            return true;
        }
        rows++;
        texts += words;
        numbers.forEach((column, number) -> {
            all.merge(column, number, BigDecimal::add);
            since.merge(column, number, BigDecimal::add);
        });
        return false;
    }

    private boolean sumsUp(Map<Integer, BigDecimal> numbers) {
        return !numbers.isEmpty()
                && (numbers.entrySet().stream().allMatch(one -> isSame(one.getValue(), all.get(one.getKey())))
                        || numbers.entrySet().stream()
                                .allMatch(one -> isSame(one.getValue(), since.get(one.getKey()))));
    }

    private static boolean isSame(BigDecimal number, @Nullable BigDecimal sum) {
        return sum != null && number.signum() != 0 && number.compareTo(sum) == 0;
    }

    private static @Nullable BigDecimal number(String cell) {
        if (cell.length() > LONGEST_NUMBER) {
            return null;
        }
        StringBuilder digits = new StringBuilder(cell.length());
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if ((c >= '0' && c <= '9') || c == '.' || (c == '-' && digits.isEmpty())) {
                digits.append(c);
            } else if (",¥￥$€£ ".indexOf(c) < 0) {
                return null;
            }
        }
        try {
            return new BigDecimal(digits.toString());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String plain(String cell) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < Math.min(cell.length(), 2 * LONGEST_NAME); i++) {
            char c = cell.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }

    List<Line> found() {
        return List.copyOf(found);
    }
}

package dev.millwright.form;

import dev.millwright.shared.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands below a column of numbers; empty cells count for nothing. */
public enum ColumnFigure {
    SUM(Label.of("Sum", "合计")),
    AVERAGE(Label.of("Average", "平均")),
    MIN(Label.of("Smallest", "最小")),
    MAX(Label.of("Largest", "最大")),
    NONE(Label.of("Nothing", "不显示"));

    /** Numbers without decimals have an average with some. */
    private static final int DECIMALS = 2;

    private final Label label;

    ColumnFigure(Label label) {
        this.label = label;
    }

    /** As people read it before the number, and where they choose it. */
    public Label label() {
        return label;
    }

    /** As it stands in definitions. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for what is none, or none that this version knows. */
    public static Optional<ColumnFigure> of(@Nullable String key) {
        return Stream.of(values()).filter(figure -> figure.key().equals(key)).findFirst();
    }

    /** What is known of numbers that came one after the other and are not kept. */
    public static final class Tally {

        private BigDecimal sum = BigDecimal.ZERO;
        private long count;
        private int scale;
        private @Nullable BigDecimal least;
        private @Nullable BigDecimal most;

        public void add(BigDecimal number) {
            sum = sum.add(number);
            count++;
            scale = Math.max(scale, number.scale());
            least = least == null ? number : least.min(number);
            most = most == null ? number : most.max(number);
        }

        /** Of all that came so far; a sum of nothing is nought, and nothing else of nothing is anything. */
        public Optional<BigDecimal> figure(ColumnFigure figure) {
            return switch (figure) {
                case SUM -> Optional.of(sum);
                case AVERAGE ->
                    count == 0
                            ? Optional.empty()
                            : Optional.of(sum.divide(
                                    BigDecimal.valueOf(count), Math.max(DECIMALS, scale), RoundingMode.HALF_UP));
                case MIN -> Optional.ofNullable(least);
                case MAX -> Optional.ofNullable(most);
                case NONE -> Optional.empty();
            };
        }
    }
}

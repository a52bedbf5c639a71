package dev.millwright.dashboard.internal;

import dev.millwright.dashboard.Figures.Cell;
import dev.millwright.dashboard.MeasureDefinition;
import dev.millwright.dashboard.NumberStyle;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.AggregateRequest.Function;
import dev.millwright.record.AggregateRequest.Measure;
import dev.millwright.record.Condition;
import dev.millwright.shared.Texts;
import dev.millwright.workspace.Filter;
import dev.millwright.workspace.FilterPart;
import dev.millwright.workspace.FilterScope;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a tile, as parts that the gate works out and that can be put together again: an average is a sum and a count, so that it
 * is right for several groups as one, too.
 *
 * @param field null for those that count records
 * @param condition what the records of a share have in common
 */
record Measured(
        MeasureDefinition definition,
        String label,
        @Nullable PublishedField<?, ?> field,
        List<FilterPart> condition,
        FormatContext format,
        Texts texts) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int SHARE_DIGITS = 1;
    private static final int AVERAGE_DIGITS = 2;
    private static final int CALCULATED_DIGITS = 12;

    /** How two parts become one. */
    enum Joining {
        ADDED,
        /** Values that are in both parts would count twice, so the whole is known only roughly. */
        ADDED_ROUGHLY,
        LEAST,
        GREATEST,
        /** Nothing is known of the whole. */
        APART
    }

    /** Something that the gate works out. */
    record Part(Measure measure, Joining joining) {}

    /** Nothing when the form has no such field, or the condition names one that it has not. */
    static Optional<Measured> of(MeasureDefinition measure, FilterScope scope, FormatContext format, Texts texts) {
        PublishedForm form = scope.form();
        Filter condition = Filter.read(measure.condition(), scope);
        PublishedField<?, ?> field = measure.field() == null
                ? null
                : form.field(measure.field())
                        .filter(f -> measure.figure().takes(f))
                        .orElse(null);
        boolean readable = condition.lost().isEmpty()
                && (field != null || !measure.figure().needsField());
        if (!readable) {
            return Optional.empty();
        }
        String label = measure.label().isBlank()
                ? texts.text(
                        format.locale(),
                        "dashboard.measure." + measure.figure().name().toLowerCase(java.util.Locale.ROOT),
                        field == null ? "" : field.label())
                : measure.label();
        return Optional.of(new Measured(measure, label, field, condition.parts(), format, texts));
    }

    /**
     * What the gate has to work out beside the number of records.
     *
     * @param only which records are looked at
     */
    List<Part> parts(List<Condition> only) {
        String key = definition.field();
        Condition all = all(only);
        return switch (definition.figure()) {
            case COUNT -> List.of();
            case DISTINCT -> List.of(new Part(new Measure(Function.COUNT_DISTINCT, key, all), Joining.ADDED_ROUGHLY));
            case SUM -> List.of(new Part(new Measure(Function.SUM, key, all), Joining.ADDED));
            case AVG ->
                List.of(
                        new Part(new Measure(Function.SUM, key, all), Joining.ADDED),
                        new Part(new Measure(Function.COUNT, key, all), Joining.ADDED));
            case MIN -> List.of(new Part(new Measure(Function.MIN, key, all), Joining.LEAST));
            case MAX -> List.of(new Part(new Measure(Function.MAX, key, all), Joining.GREATEST));
            case MEDIAN -> List.of(new Part(new Measure(Function.MEDIAN, key, all), Joining.APART));
            case P90 -> List.of(new Part(new Measure(Function.P90, key, all), Joining.APART));
            case SHARE ->
                List.of(new Part(
                        new Measure(
                                Function.COUNT,
                                null,
                                new Condition.And(java.util.stream.Stream.concat(
                                                only.stream(),
                                                condition.stream().map(FilterPart::condition))
                                        .toList())),
                        Joining.ADDED));
        };
    }

    /** How the parts are put together, in their order. */
    List<Joining> joinings() {
        return parts(List.of()).stream().map(Part::joining).toList();
    }

    /** What groups are put in order by in the database. */
    Optional<String> orderKey() {
        return switch (definition.figure()) {
            case COUNT -> Optional.of(Measure.COUNT.key());
            case DISTINCT -> Optional.of(new Measure(Function.COUNT_DISTINCT, definition.field()).key());
            case SUM -> Optional.of(new Measure(Function.SUM, definition.field()).key());
            case MIN -> Optional.of(new Measure(Function.MIN, definition.field()).key());
            case MAX -> Optional.of(new Measure(Function.MAX, definition.field()).key());
            case MEDIAN -> Optional.of(new Measure(Function.MEDIAN, definition.field()).key());
            case P90 -> Optional.of(new Measure(Function.P90, definition.field()).key());
            case AVG, SHARE -> Optional.empty();
        };
    }

    /** Whether the figure of a whole can be worked out of the parts. */
    boolean isKnownOfParts() {
        return joinings().stream().noneMatch(joining -> joining == Joining.ADDED_ROUGHLY || joining == Joining.APART);
    }

    NumberStyle style() {
        NumberStyle style = definition.style();
        return style == null ? NumberStyle.USUAL : style;
    }

    boolean isShare() {
        return definition.figure() == MeasureDefinition.Figure.SHARE;
    }

    /**
     * @param records how many
     * @param parts in the order of {@link #parts}
     */
    Cell cell(long records, List<@Nullable BigDecimal> parts) {
        BigDecimal first = parts.isEmpty() ? null : parts.getFirst();
        return switch (definition.figure()) {
            case COUNT -> shown(BigDecimal.valueOf(records), records);
            case SUM -> shown(first == null ? BigDecimal.ZERO : first, records);
            case DISTINCT, MIN, MAX, MEDIAN, P90 -> shown(first, records);
            case AVG -> {
                BigDecimal count = parts.get(1);
                yield shown(
                        first == null || count == null || count.signum() == 0
                                ? null
                                : first.divide(count, CALCULATED_DIGITS, RoundingMode.HALF_UP),
                        records);
            }
            case SHARE -> {
                BigDecimal met = first == null ? BigDecimal.ZERO : first;
                yield shown(
                        records == 0
                                ? null
                                : met.multiply(HUNDRED)
                                        .divide(BigDecimal.valueOf(records), CALCULATED_DIGITS, RoundingMode.HALF_UP),
                        met.longValue());
            }
        };
    }

    private Cell shown(@Nullable BigDecimal value, long records) {
        return new Cell(value, text(value), records);
    }

    /** A figure as people read it, also one worked out of others. */
    String text(@Nullable BigDecimal value) {
        if (value == null) {
            return "–";
        }
        NumberStyle style = definition.style();
        if (style != null) {
            return isShare()
                    ? NumberStyle.with(
                            "%", style.withScale(NumberStyle.Scale.ONE).number(value, format.locale(), texts))
                    : NumberStyle.with(
                            style.unit().isEmpty() ? unit() : style.unit(),
                            style.number(value, format.locale(), texts));
        }
        return switch (definition.figure()) {
            case COUNT, DISTINCT -> plain(value, 0);
            case SHARE -> plain(value, SHARE_DIGITS) + "%";
            case SUM, MIN, MAX -> ofField(value);
            case AVG, MEDIAN, P90 -> ofField(value.setScale(AVERAGE_DIGITS, RoundingMode.HALF_UP));
        };
    }

    /** With the unit and the digits of the field, as far as the figure is a value that it could hold. */
    private String ofField(BigDecimal value) {
        if (field != null) {
            Class<?> type = field.type().valueType();
            if (type == BigDecimal.class) {
                return field.format(value, format);
            }
            boolean whole = value.stripTrailingZeros().scale() <= 0
                    && value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) < 0;
            if (type == Long.class && whole) {
                return field.format(value.longValueExact(), format);
            }
        }
        return plain(value, AVERAGE_DIGITS);
    }

    /** What the field writes beside its numbers. */
    private String unit() {
        if (field == null || !definition.figure().isOfValues()) {
            return "";
        }
        return ofField(BigDecimal.ONE).replaceAll("[0-9.,:]", "").strip();
    }

    private String plain(BigDecimal value, int digits) {
        NumberFormat number = NumberFormat.getInstance(format.locale());
        number.setMaximumFractionDigits(digits);
        number.setRoundingMode(RoundingMode.HALF_UP);
        return number.format(value);
    }

    private static Condition all(List<Condition> conditions) {
        return conditions.isEmpty() ? Condition.ALL : new Condition.And(conditions);
    }
}

package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/** A number with decimals. What people enter is never rounded: more digits than the scale are refused. */
@Component
class DecimalFieldType implements OneColumn<DecimalFieldType.Config, BigDecimal> {

    private static final long LARGEST_SCALE = 10;
    private static final long USUAL_SCALE = 2;

    /** Longer ones are numbers of something, such as cards. */
    private static final int MOST_GUESSED_DIGITS = 15;

    /**
     * @param scale digits after the point; null for the usual
     * @param unit shown beside the number; empty for none
     * @param grouped whether thousands are parted by commas
     */
    record Config(
            @Nullable Long scale,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            String unit,
            boolean grouped) {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Config {
            unit = unit == null ? "" : unit;
        }

        int digits() {
            return Math.toIntExact(scale == null ? USUAL_SCALE : Math.clamp(scale, 0, LARGEST_SCALE));
        }
    }

    @Override
    public String key() {
        return "decimal";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Decimal number", "小数"),
                Label.of("A measured value or an amount of money", "带小数的数，如测量值、金额"),
                "vaadin:calc",
                Groups.NUMBERS,
                Groups.FIRST_NUMBER + 10);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(USUAL_SCALE, null, null, "", true);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        Label smallest = Label.of("Smallest value", "最小值");
        Label largest = Label.of("Largest value", "最大值");
        return List.of(
                ConfigProperty.<Config, @Nullable Long>of(
                        "scale",
                        Label.of("Decimal places", "小数位数"),
                        new PropertyKind.Whole(0, LARGEST_SCALE),
                        Config::scale,
                        (config, scale) ->
                                new Config(scale, config.min(), config.max(), config.unit(), config.grouped())),
                ConfigProperty.of(
                                "unit",
                                Label.of("Unit", "单位"),
                                new PropertyKind.Text(20, false),
                                Config::unit,
                                (Config config, String unit) -> new Config(
                                        config.scale(), config.min(), config.max(), unit.strip(), config.grouped()))
                        .withHelp(Label.of("For example mm, kg or ￥", "如 mm、kg、￥")),
                ConfigProperty.<Config, @Nullable BigDecimal>of(
                                "min",
                                smallest,
                                NumberProperty.kind(smallest),
                                Config::min,
                                (config, min) ->
                                        new Config(config.scale(), min, config.max(), config.unit(), config.grouped()))
                        .withHelp(NumberProperty.BELOW_ZERO),
                ConfigProperty.<Config, @Nullable BigDecimal>of(
                        "max",
                        largest,
                        NumberProperty.kind(largest),
                        Config::max,
                        (config, max) ->
                                new Config(config.scale(), config.min(), max, config.unit(), config.grouped())),
                ConfigProperty.of(
                        "grouped",
                        Label.of("Comma between thousands", "显示千分位"),
                        new PropertyKind.Toggle(),
                        Config::grouped,
                        (config, grouped) ->
                                new Config(config.scale(), config.min(), config.max(), config.unit(), grouped)));
    }

    @Override
    public Problems validate(Config config) {
        Problems problems = Problems.NONE;
        Long scale = config.scale();
        if (scale != null && (scale < 0 || scale > LARGEST_SCALE)) {
            problems = problems.and(Problem.error("field.config.scale", "scale", LARGEST_SCALE));
        }
        BigDecimal min = config.min();
        BigDecimal max = config.max();
        if (min != null && !Numerals.isSensible(min)) {
            problems = problems.and(Problem.error("field.config.number", "min", Numerals.MAX_DIGITS));
        }
        if (max != null && !Numerals.isSensible(max)) {
            problems = problems.and(Problem.error("field.config.number", "max", Numerals.MAX_DIGITS));
        }
        if (min != null && max != null && min.compareTo(max) > 0) {
            problems = problems.and(Problem.error("field.config.range", "max"));
        }
        return problems;
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.NUMBER;
    }

    @Override
    public Class<BigDecimal> valueType() {
        return BigDecimal.class;
    }

    @Override
    public ColumnType column() {
        return ColumnType.NUMERIC;
    }

    @Override
    public Problems validateValue(Config config, BigDecimal value) {
        if (!Numerals.isSensible(value)) {
            return Problems.of(Problem.error("field.error.tooLarge", ""));
        }
        if (value.stripTrailingZeros().scale() > config.digits()) {
            return Problems.of(Problem.error("field.error.tooManyDecimals", "", config.digits()));
        }
        BigDecimal min = config.min();
        if (min != null && value.compareTo(min) < 0) {
            return Problems.of(Problem.error("field.error.min", "", write(min, config)));
        }
        BigDecimal max = config.max();
        return max != null && value.compareTo(max) > 0
                ? Problems.of(Problem.error("field.error.max", "", write(max, config)))
                : Problems.NONE;
    }

    @Override
    public String format(BigDecimal value, Config config, FormatContext context) {
        return write(value, config);
    }

    @Override
    public @Nullable BigDecimal parse(String text, Config config, FormatContext context) {
        return parse(text, config);
    }

    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        Optional<String> sign = Numerals.commonSign(column.distinct().keySet());
        if (sign.isEmpty()) {
            return Optional.empty();
        }
        String unit = sign.get();
        if (!Fits.all(column, text -> !Fits.isCode(text))) {
            return Optional.empty();
        }
        int scale = 0;
        for (String text : column.distinct().keySet()) {
            Optional<BigDecimal> number =
                    Numerals.readCell(text, unit, column.context().decimals());
            if (number.isEmpty() || number.get().precision() > MOST_GUESSED_DIGITS) {
                return Optional.empty();
            }
            scale = Math.max(scale, number.get().stripTrailingZeros().scale());
        }
        boolean money = Numerals.isCurrencySign(unit);
        return scale > LARGEST_SCALE
                ? Optional.empty()
                : Optional.of(new ColumnFit<>(
                        new Config((long) (money ? Math.max(scale, 2) : scale), null, null, unit, true), 55));
    }

    @Override
    public @Nullable BigDecimal read(String cell, Config config, CellContext context) {
        if (cell.isBlank()) {
            return null;
        }
        return Numerals.scaled(
                Numerals.readCell(cell, config.unit(), context.decimals())
                        .orElseThrow(() -> new ValueFormatException("field.error.number", "1,234.50")),
                config.digits());
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of("A number: 1234.5 or 1,234.50", "数字：1234.5 或 1,234.50"));
    }

    @Override
    public JsonNode toJson(BigDecimal value) {
        return DecimalNode.valueOf(value);
    }

    @Override
    public @Nullable BigDecimal fromJson(JsonNode json, Config config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isNumber()) {
            throw new ValueFormatException("field.error.json.decimal");
        }
        return Numerals.scaled(json.decimalValue(), config.digits());
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public int decimals(Config config) {
        return config.digits();
    }

    @Override
    public FieldEditor<BigDecimal> editor(Config config, FieldPresentation presentation, EditorContext context) {
        BigDecimal min = config.min();
        // The number pad of phones has no minus.
        TextField field =
                Inputs.number(presentation, min != null && min.signum() < 0 ? "text" : "decimal", config.unit());
        return FieldEditor.of(
                field,
                text -> parse(text, config),
                value -> Inputs.shown(field, value, config.digits(), config.grouped()));
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case NUMBER ->
                Optional.of(
                        other.valueType() == Long.class
                                        || (otherConfig instanceof Config old && old.digits() <= config.digits())
                                ? TypeChange.SAFE
                                : TypeChange.CHECKED);
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<BigDecimal> sample(Config config, Locale locale) {
        BigDecimal sample = new BigDecimal("12.5").setScale(config.digits(), RoundingMode.HALF_UP);
        BigDecimal min = config.min();
        BigDecimal max = config.max();
        if (min != null && sample.compareTo(min) < 0) {
            sample = min;
        }
        return Optional.of(max != null && sample.compareTo(max) > 0 ? max : sample);
    }

    private static @Nullable BigDecimal parse(String text, Config config) {
        if (text.isBlank()) {
            return null;
        }
        return Numerals.scaled(
                Numerals.read(text, config.unit())
                        .orElseThrow(() -> new ValueFormatException("field.error.number", "1,234.50")),
                config.digits());
    }

    private static String write(BigDecimal value, Config config) {
        return Numerals.write(value, config.digits(), config.grouped(), config.unit());
    }
}

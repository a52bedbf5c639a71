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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.LongNode;

/** A whole number. */
@Component
class IntegerFieldType implements OneColumn<IntegerFieldType.Config, Long> {

    /** Longer ones are numbers of something, such as cards, and spreadsheets do not keep their last digits. */
    private static final BigDecimal MOST_EXACT = BigDecimal.TEN.pow(15);

    /**
     * @param unit shown beside the number; empty for none
     * @param grouped whether thousands are parted by commas
     */
    record Config(@Nullable Long min, @Nullable Long max, String unit, boolean grouped) {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Config {
            unit = unit == null ? "" : unit;
        }
    }

    @Override
    public String key() {
        return "integer";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Whole number", "整数"),
                Label.of("A count without decimals, such as a quantity", "不带小数的数，如数量、次数"),
                "vaadin:hash",
                Groups.NUMBERS,
                Groups.FIRST_NUMBER);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(null, null, "", true);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, @Nullable Long>of(
                                "min",
                                Label.of("Smallest value", "最小值"),
                                new PropertyKind.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
                                Config::min,
                                (config, min) -> new Config(min, config.max(), config.unit(), config.grouped()))
                        .withHelp(NumberProperty.BELOW_ZERO),
                ConfigProperty.<Config, @Nullable Long>of(
                        "max",
                        Label.of("Largest value", "最大值"),
                        new PropertyKind.Whole(Long.MIN_VALUE, Long.MAX_VALUE),
                        Config::max,
                        (config, max) -> new Config(config.min(), max, config.unit(), config.grouped())),
                ConfigProperty.of(
                                "unit",
                                Label.of("Unit", "单位"),
                                new PropertyKind.Text(20, false),
                                Config::unit,
                                (Config config, String unit) ->
                                        new Config(config.min(), config.max(), unit.strip(), config.grouped()))
                        .withHelp(Label.of("For example pcs or h", "如 件、次、小时")),
                ConfigProperty.of(
                        "grouped",
                        Label.of("Comma between thousands", "显示千分位"),
                        new PropertyKind.Toggle(),
                        Config::grouped,
                        (config, grouped) -> new Config(config.min(), config.max(), config.unit(), grouped)));
    }

    @Override
    public Problems validate(Config config) {
        Long min = config.min();
        Long max = config.max();
        return min != null && max != null && min > max
                ? Problems.of(Problem.error("field.config.range", "max"))
                : Problems.NONE;
    }

    @Override
    public Optional<Config> keepingOrder() {
        return Optional.of(defaultConfig());
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.NUMBER;
    }

    @Override
    public Class<Long> valueType() {
        return Long.class;
    }

    @Override
    public ColumnType column() {
        return ColumnType.BIGINT;
    }

    @Override
    public Problems validateValue(Config config, Long value) {
        Long min = config.min();
        if (min != null && value < min) {
            return Problems.of(Problem.error("field.error.min", "", write(min, config)));
        }
        Long max = config.max();
        return max != null && value > max
                ? Problems.of(Problem.error("field.error.max", "", write(max, config)))
                : Problems.NONE;
    }

    @Override
    public String format(Long value, Config config, FormatContext context) {
        return write(value, config);
    }

    @Override
    public @Nullable Long parse(String text, Config config, FormatContext context) {
        return parse(text, config);
    }

    @Override
    public @Nullable Long read(String cell, Config config, CellContext context) {
        if (cell.isBlank()) {
            return null;
        }
        return whole(Numerals.readCell(cell, config.unit(), context.decimals())
                .orElseThrow(() -> new ValueFormatException("field.error.integer", "1,234")));
    }

    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        boolean whole = Fits.all(
                column,
                text -> !Fits.isCode(text)
                        && Numerals.readCell(text, "", column.context().decimals())
                                .filter(number -> number.stripTrailingZeros().scale() <= 0
                                        && number.abs().compareTo(MOST_EXACT) < 0)
                                .isPresent()
                        && Numerals.isBare(text));
        boolean grouped = column.distinct().keySet().stream().anyMatch(text -> text.indexOf(',') > 0);
        return whole ? Optional.of(new ColumnFit<>(new Config(null, null, "", grouped), 60)) : Optional.empty();
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of("A whole number: 1234", "整数：1234"));
    }

    @Override
    public JsonNode toJson(Long value) {
        return LongNode.valueOf(value);
    }

    @Override
    public @Nullable Long fromJson(JsonNode json, Config config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isNumber()) {
            throw new ValueFormatException("field.error.json.integer");
        }
        return whole(json.decimalValue());
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public FieldEditor<Long> editor(Config config, FieldPresentation presentation, EditorContext context) {
        Long min = config.min();
        // The number pad of phones has no minus.
        TextField field = Inputs.number(presentation, min != null && min < 0 ? "text" : "numeric", config.unit());
        return FieldEditor.of(
                field,
                text -> parse(text, config),
                value -> Inputs.shown(field, BigDecimal.valueOf(value), 0, config.grouped()));
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case NUMBER -> Optional.of(other.valueType() == Long.class ? TypeChange.SAFE : TypeChange.CHECKED);
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<Long> sample(Config config, Locale locale) {
        Long min = config.min();
        Long max = config.max();
        return Optional.of(Math.clamp(42L, min == null ? Long.MIN_VALUE : min, max == null ? Long.MAX_VALUE : max));
    }

    private static @Nullable Long parse(String text, Config config) {
        if (text.isBlank()) {
            return null;
        }
        return whole(Numerals.read(text, config.unit())
                .orElseThrow(() -> new ValueFormatException("field.error.integer", "1,234")));
    }

    private static long whole(BigDecimal number) {
        if (!Numerals.isSensible(number)) {
            throw new ValueFormatException("field.error.tooLarge");
        }
        if (number.stripTrailingZeros().scale() > 0) {
            throw new ValueFormatException("field.error.integer", "1,234");
        }
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw new ValueFormatException("field.error.tooLarge");
        }
    }

    private static String write(long value, Config config) {
        return Numerals.write(BigDecimal.valueOf(value), 0, config.grouped(), config.unit());
    }
}

package dev.millwright.field.type;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.CellContext;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.FieldType;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A percentage, kept as the number before the sign: 12.5 % is 12.5. So it is the same number wherever it is met, with its sign or
 * without: typed, in a file, in the HTTP API, in conditions ({@code discount > 10}) and formulas
 * ({@code price * discount%}). A cell of a spreadsheet that holds 0.25 and shows 25 % arrives as {@code 25%} and is 25; one that
 * holds and shows 0.25 is a quarter of one percent.
 */
@Component
class PercentFieldType implements ScaledNumber<PercentFieldType.Config> {

    private static final long LARGEST_SCALE = 10;
    private static final long USUAL_SCALE = 2;
    private static final String SIGN = "%";
    private static final String EXAMPLE = "12.5%";

    /**
     * @param scale digits after the point; null for the usual
     */
    record Config(@Nullable Long scale) {
        int digits() {
            return Math.toIntExact(scale == null ? USUAL_SCALE : Math.clamp(scale, 0, LARGEST_SCALE));
        }
    }

    @Override
    public String key() {
        return "percent";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Percent", "百分比"),
                Label.of("A share or a rate; in formulas price × discount%", "比例或比率；公式中写作 单价 × 折扣%"),
                "vaadin:book-percent",
                Groups.NUMBERS,
                Groups.FIRST_NUMBER + 20);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(USUAL_SCALE);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.<Config, @Nullable Long>of(
                "scale",
                Label.of("Decimal places", "小数位数"),
                new PropertyKind.Whole(0, LARGEST_SCALE),
                Config::scale,
                (config, scale) -> new Config(scale)));
    }

    @Override
    public Problems validate(Config config) {
        Long scale = config.scale();
        return scale != null && (scale < 0 || scale > LARGEST_SCALE)
                ? Problems.of(Problem.error("field.config.scale", "scale", LARGEST_SCALE))
                : Problems.NONE;
    }

    @Override
    public boolean isShare() {
        return true;
    }

    @Override
    public int digits(Config config) {
        return config.digits();
    }

    @Override
    public String unit(Config config) {
        return SIGN;
    }

    @Override
    public BigDecimal number(String text, Config config) {
        return Numerals.read(text, SIGN).orElseThrow(() -> new ValueFormatException("field.error.percent", EXAMPLE));
    }

    @Override
    public @Nullable BigDecimal read(String cell, Config config, CellContext context) {
        if (cell.isBlank()) {
            return null;
        }
        return Numerals.scaled(
                Numerals.readCell(cell, SIGN, context.decimals())
                        .orElseThrow(() -> new ValueFormatException("field.error.percent", EXAMPLE)),
                config.digits());
    }

    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        boolean signed = Numerals.commonSign(column.distinct().keySet())
                .filter(SIGN::equals)
                .isPresent();
        int scale = 0;
        for (String text : signed ? column.distinct().keySet() : List.<String>of()) {
            Optional<BigDecimal> number =
                    Numerals.readCell(text, SIGN, column.context().decimals());
            if (number.isEmpty()) {
                return Optional.empty();
            }
            scale = Math.max(scale, number.get().stripTrailingZeros().scale());
        }
        return signed && scale <= LARGEST_SCALE
                ? Optional.of(new ColumnFit<>(new Config((long) scale), 65))
                : Optional.empty();
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of("A percentage: 12.5% or 12.5, not 0.125", "百分比：12.5% 或 12.5，不是 0.125"));
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case NUMBER ->
                Optional.of(
                        otherConfig instanceof Config old && old.digits() <= config.digits()
                                ? TypeChange.SAFE
                                : TypeChange.CHECKED);
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case BOOLEAN, DATE, TIME, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<BigDecimal> sample(Config config, Locale locale) {
        return Optional.of(new BigDecimal("12.5").setScale(config.digits(), RoundingMode.HALF_UP));
    }
}

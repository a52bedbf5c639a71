package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.expression.ExpressionType;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
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
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.DecimalNode;

/**
 * How long something takes, kept as whole seconds, which the HTTP API has: an hour is {@code 3600}. So sums and averages
 * are right; an average is written to the second. A day has 24 hours. A number without a unit is refused, for nobody can tell minutes
 * from hours.
 */
@Component
class DurationFieldType implements OneColumn<DurationFieldType.Config, BigDecimal> {

    private static final String CLOCK = "clock";
    private static final String WORDS = "words";

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int LONGEST = 60;

    /** Some three hundred years. */
    private static final BigDecimal MOST = BigDecimal.TEN.pow(10);

    private static final Pattern ON_A_CLOCK = Pattern.compile("([0-9]{1,7}):([0-5]?[0-9])(?::([0-5]?[0-9]))?");
    private static final Pattern PART =
            Pattern.compile("\\G[ ,]*+([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?([a-z]++|\\p{IsHan}++)");

    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("d", DAY),
            Map.entry("day", DAY),
            Map.entry("days", DAY),
            Map.entry("天", DAY),
            Map.entry("h", HOUR),
            Map.entry("hr", HOUR),
            Map.entry("hrs", HOUR),
            Map.entry("hour", HOUR),
            Map.entry("hours", HOUR),
            Map.entry("小时", HOUR),
            Map.entry("个小时", HOUR),
            Map.entry("时", HOUR),
            Map.entry("m", MINUTE),
            Map.entry("min", MINUTE),
            Map.entry("mins", MINUTE),
            Map.entry("minute", MINUTE),
            Map.entry("minutes", MINUTE),
            Map.entry("分钟", MINUTE),
            Map.entry("分", MINUTE),
            Map.entry("s", 1L),
            Map.entry("sec", 1L),
            Map.entry("secs", 1L),
            Map.entry("second", 1L),
            Map.entry("seconds", 1L),
            Map.entry("秒", 1L),
            Map.entry("秒钟", 1L));

    /** Words that nothing but a duration has; 5 m and 5 分 may be something else. */
    private static final List<String> SURE = List.of("min", "hour", "小时", "分钟");

    private static final List<String> HEADINGS = List.of("duration", "time spent", "elapsed", "时长", "工时", "用时", "耗时");

    /**
     * @param display {@code clock} for 1:30, or {@code words}
     */
    record Config(String display) {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Config {
            display = display == null ? CLOCK : display;
        }
    }

    @Override
    public String key() {
        return "duration";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Duration", "时长"),
                Label.of("How long something takes, such as hours of work", "持续多久，如工时"),
                "vaadin:hourglass",
                Groups.TIME,
                Groups.FIRST_TIME + 30);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(CLOCK);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.of(
                "display",
                Label.of("Shown as", "显示为"),
                new PropertyKind.Choice(List.of(
                        new PropertyKind.Choice.Option(CLOCK, Label.of("1:30", "1:30（时:分）")),
                        new PropertyKind.Choice.Option(WORDS, Label.of("1 h 30 min", "1小时30分钟")))),
                Config::display,
                (Config config, String display) -> new Config(display)));
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.NUMBER;
    }

    @Override
    public Class<BigDecimal> valueType() {
        return BigDecimal.class;
    }

    /** Not a whole number for its consumers: an average is none, and is to be written as a duration, too. */
    @Override
    public ColumnType column() {
        return ColumnType.NUMERIC;
    }

    @Override
    public boolean isPlainNumber() {
        return false;
    }

    @Override
    public boolean supportsUnique() {
        return false;
    }

    @Override
    public Problems validateValue(Config config, BigDecimal value) {
        if (value.signum() < 0) {
            return Problems.of(Problem.error("field.error.min", "", "0:00"));
        }
        if (value.compareTo(MOST) >= 0) {
            return Problems.of(Problem.error("field.error.tooLarge", ""));
        }
        return value.stripTrailingZeros().scale() > 0
                ? Problems.of(Problem.error("field.error.duration", ""))
                : Problems.NONE;
    }

    @Override
    public String format(BigDecimal value, Config config, FormatContext context) {
        if (!Numerals.isSensible(value) || value.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
            return value.toPlainString();
        }
        long seconds = value.abs().setScale(0, RoundingMode.HALF_UP).longValueExact();
        String sign = value.signum() < 0 && seconds > 0 ? "-" : "";
        return sign + (config.display().equals(WORDS) ? words(seconds, context.locale()) : clock(seconds));
    }

    private static String clock(long seconds) {
        String minutes = seconds / HOUR + ":" + two(seconds / MINUTE % 60);
        return seconds % 60 == 0 ? minutes : minutes + ":" + two(seconds % 60);
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }

    private static String words(long seconds, Locale locale) {
        boolean english = Texts.language(locale).equals(Locale.ENGLISH);
        List<String> parts = new ArrayList<>();
        add(parts, seconds / HOUR, english ? " h" : "小时");
        add(parts, seconds / MINUTE % 60, english ? " min" : "分钟");
        add(parts, seconds % 60, english ? " s" : "秒");
        if (parts.isEmpty()) {
            return english ? "0 min" : "0分钟";
        }
        return String.join(english ? " " : "", parts);
    }

    private static void add(List<String> parts, long number, String unit) {
        if (number > 0) {
            parts.add(number + unit);
        }
    }

    @Override
    public @Nullable BigDecimal parse(String text, Config config, FormatContext context) {
        if (text.isBlank()) {
            return null;
        }
        return read(text).orElseThrow(() -> new ValueFormatException("field.error.duration"));
    }

    private static Optional<BigDecimal> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String typed = Typed.halfWidth(text).toLowerCase(Locale.ROOT);
        Matcher clock = ON_A_CLOCK.matcher(typed);
        if (clock.matches()) {
            String seconds = clock.group(3);
            return Optional.of(BigDecimal.valueOf(Long.parseLong(clock.group(1)) * HOUR
                    + Long.parseLong(clock.group(2)) * MINUTE
                    + (seconds == null ? 0 : Long.parseLong(seconds))));
        }
        return parts(typed);
    }

    /** Numbers with units, each once, the largest first. */
    private static Optional<BigDecimal> parts(String typed) {
        Matcher part = PART.matcher(typed);
        BigDecimal seconds = BigDecimal.ZERO;
        long last = Long.MAX_VALUE;
        int at = 0;
        while (at < typed.length()) {
            if (!part.find(at) || part.start() != at) {
                return Optional.empty();
            }
            Long unit = UNITS.get(part.group(2));
            if (unit == null || unit >= last) {
                return Optional.empty();
            }
            seconds = seconds.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
            last = unit;
            at = part.end();
        }
        BigDecimal plain = seconds.stripTrailingZeros();
        return at == 0 || plain.scale() > 0
                ? Optional.empty()
                : Optional.of(seconds.setScale(0, RoundingMode.UNNECESSARY));
    }

    /** A column of times of day is for the type of those, unless its heading says otherwise. */
    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        String heading = column.heading().toLowerCase(Locale.ROOT);
        boolean said = HEADINGS.stream().anyMatch(heading::contains);
        boolean all = Fits.all(
                column,
                text -> read(text).filter(value -> value.compareTo(MOST) < 0).isPresent() && (said || isSure(text)));
        if (!all) {
            return Optional.empty();
        }
        boolean words = column.distinct().keySet().stream().noneMatch(DurationFieldType::isOnAClock);
        return Optional.of(new ColumnFit<>(new Config(words ? WORDS : CLOCK), said ? 85 : 78));
    }

    private static boolean isSure(String text) {
        String typed = text.toLowerCase(Locale.ROOT);
        return isOnAClock(text) || SURE.stream().anyMatch(typed::contains);
    }

    private static boolean isOnAClock(String text) {
        return Typed.halfWidth(text).indexOf(':') > 0;
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of("A duration: 1:30, 90 min or 1 h 30 min", "时长：1:30、90分钟 或 1小时30分钟"));
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
            throw new ValueFormatException("field.error.json.duration");
        }
        BigDecimal seconds = json.decimalValue();
        if (seconds.signum() != 0 && seconds.precision() - (long) seconds.scale() > Numerals.MAX_DIGITS) {
            throw new ValueFormatException("field.error.tooLarge");
        }
        if (seconds.signum() != 0 && seconds.stripTrailingZeros().scale() > 0) {
            throw new ValueFormatException("field.error.json.duration");
        }
        return seconds.signum() == 0 ? BigDecimal.ZERO : seconds.setScale(0, RoundingMode.UNNECESSARY);
    }

    @Override
    public ExpressionType expressionType(Config config) {
        return ExpressionType.DURATION;
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public FieldEditor<BigDecimal> editor(Config config, FieldPresentation presentation, EditorContext context) {
        TextField field = Inputs.present(new TextField(), presentation);
        if (presentation.placeholder().isEmpty()) {
            field.setPlaceholder(format(BigDecimal.valueOf(HOUR + 30 * MINUTE), config, context.format()));
        }
        return FieldEditor.of(
                field, text -> parse(text, config, context.format()), value -> format(value, config, context.format()));
    }

    /** Numbers would need a unit. */
    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case TEXT, TIME -> Optional.of(TypeChange.CHECKED);
            case NUMBER -> otherConfig instanceof Config ? Optional.of(TypeChange.SAFE) : Optional.empty();
            case BOOLEAN, DATE, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<BigDecimal> sample(Config config, Locale locale) {
        return Optional.of(BigDecimal.valueOf(HOUR + 30 * MINUTE));
    }
}

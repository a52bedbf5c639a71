package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.DynamicDefault;
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
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * A time of day, of no day and no zone. It is kept, and stands in the HTTP API, as a text of the clock of 24 hours:
 * {@code 08:05}, or {@code 08:05:30} where there are seconds. Such texts are in order as the times are.
 */
@Component
class TimeFieldType implements FieldType<TimeFieldType.Config, LocalTime> {

    private static final String NOW = "now";
    private static final int LONGEST = 40;
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final Pattern KEPT = Pattern.compile("[0-9]{2}:[0-9]{2}(?::[0-9]{2})?");
    private static final Pattern TIME = Pattern.compile("(?<before>上午|下午)? ?(?<hour>[0-9]{1,2})"
            + "(?:(?::|时|点)(?<minute>[0-9]{1,2})分?|(?:时|点)整?|(?=(?: ?[ap]\\.?m\\.?)$))"
            + "(?:(?::|(?<=分))(?<second>[0-9]{1,2})秒?)?"
            + " ?(?<after>[ap]\\.?m\\.?)?");

    /**
     * @param seconds whether times are exact to the second; else to the minute
     */
    record Config(boolean seconds) {
        String example() {
            return seconds ? "14:05:30" : "14:05";
        }
    }

    @Override
    public String key() {
        return "time";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Time", "时间"),
                Label.of("A time of day, such as the begin of a shift", "一天中的时刻，如上班时间"),
                "vaadin:clock",
                Groups.TIME,
                Groups.FIRST_TIME + 20);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(false);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(ConfigProperty.of(
                "seconds",
                Label.of("With seconds", "精确到秒"),
                new PropertyKind.Toggle(),
                Config::seconds,
                (Config config, Boolean seconds) -> new Config(seconds)));
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.TIME;
    }

    @Override
    public Class<LocalTime> valueType() {
        return LocalTime.class;
    }

    @Override
    public List<Column> columns(Config config) {
        return Column.one(ColumnType.TEXT);
    }

    @Override
    public List<@Nullable Object> toColumns(LocalTime value) {
        return Arrays.asList(kept(value));
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public @Nullable LocalTime fromColumns(List<@Nullable Object> columns) {
        String text = (String) columns.getFirst();
        return text == null ? null : LocalTime.parse(text);
    }

    /** Without seconds where there are none, so that a formula can compare it with {@code "08:05"}. */
    private static String kept(LocalTime value) {
        return (value.getSecond() == 0 ? MINUTES : SECONDS).format(value);
    }

    @Override
    public Problems validateValue(Config config, LocalTime value) {
        boolean exact = value.getNano() == 0 && (config.seconds() || value.getSecond() == 0);
        return exact ? Problems.NONE : Problems.of(Problem.error("field.error.time", "", config.example()));
    }

    /** With the seconds of a time that was kept while the field had them. */
    @Override
    public String format(LocalTime value, Config config, FormatContext context) {
        return config.seconds() ? SECONDS.format(value) : kept(value);
    }

    @Override
    public @Nullable LocalTime parse(String text, Config config, FormatContext context) {
        if (text.isBlank()) {
            return null;
        }
        return read(text).orElseThrow(() -> new ValueFormatException("field.error.time", config.example()));
    }

    private static Optional<LocalTime> read(String text) {
        Matcher match = TIME.matcher(
                text.length() > LONGEST ? "" : Typed.halfWidth(text).toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(match.group("hour"));
        String before = match.group("before");
        String after = match.group("after");
        boolean half = before != null || after != null;
        if ((before != null && after != null) || (half && (hour < 1 || hour > 12))) {
            return Optional.empty();
        }
        if (half) {
            boolean afternoon = after == null ? "下午".equals(before) : after.startsWith("p");
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        try {
            return Optional.of(LocalTime.of(hour, number(match.group("minute")), number(match.group("second"))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        if (!Fits.all(column, text -> read(text).isPresent())) {
            return Optional.empty();
        }
        boolean seconds = column.distinct().keySet().stream()
                .anyMatch(
                        text -> read(text).filter(time -> time.getSecond() != 0).isPresent());
        return Optional.of(new ColumnFit<>(new Config(seconds), 80));
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of("A time: " + config.example(), "时间：" + config.example()));
    }

    @Override
    public JsonNode toJson(LocalTime value) {
        return StringNode.valueOf(kept(value));
    }

    @Override
    public @Nullable LocalTime fromJson(JsonNode json, Config config) {
        if (json.isNull()) {
            return null;
        }
        String text = Typed.string(json, "field.error.json.time");
        try {
            if (text.length() < 9 && KEPT.matcher(text).matches()) {
                return LocalTime.parse(text);
            }
        } catch (DateTimeException e) {
            // refused below
        }
        throw new ValueFormatException("field.error.json.time");
    }

    /** To type into: faster than to pick, and it takes the clocks of both languages. */
    @Override
    public FieldEditor<LocalTime> editor(Config config, FieldPresentation presentation, EditorContext context) {
        TextField field = Inputs.present(new TextField(), presentation);
        if (presentation.placeholder().isEmpty()) {
            field.setPlaceholder(config.example());
        }
        return FieldEditor.of(
                field, text -> parse(text, config, context.format()), value -> format(value, config, context.format()));
    }

    @Override
    public List<DynamicDefault> dynamicDefaults() {
        return List.of(new DynamicDefault(NOW, Label.of("Now", "现在")));
    }

    @Override
    public @Nullable LocalTime dynamicDefault(String word, DefaultContext context) {
        return word.equals(NOW)
                ? context.time()
                        .now()
                        .atZone(context.time().zone())
                        .toLocalTime()
                        .truncatedTo(ChronoUnit.MINUTES)
                : null;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case TIME ->
                Optional.of(
                        otherConfig instanceof Config old && (config.seconds() || !old.seconds())
                                ? TypeChange.SAFE
                                : TypeChange.CHECKED);
            case NUMBER, BOOLEAN, DATE, DATE_TIME, CHOICE, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<LocalTime> sample(Config config, Locale locale) {
        return Optional.of(config.seconds() ? LocalTime.of(14, 5, 30) : LocalTime.of(14, 5));
    }
}

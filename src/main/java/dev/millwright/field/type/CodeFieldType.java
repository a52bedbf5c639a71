package dev.millwright.field.type;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.SiblingFields;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.field.ValueGenerator;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A code that is made when a record is created: parts in a row, one of them a running number. Parts may have a sequence of
 * numbers of their own for each of their values.
 */
@Component
class CodeFieldType implements PlainText<CodeFieldType.Config> {

    static final int LONGEST_TEXT = 40;
    static final int MOST_DIGITS = 12;
    static final String UNKNOWN_PART = "…";

    private static final int MOST_PARTS = 12;
    private static final long LONGEST = 200;
    private static final Pattern DATE_PATTERN = Pattern.compile("(?:yyyy|yy|MM|dd|DDD|HH|mm|[-./_ ])++");

    private final BusinessTime time;

    CodeFieldType(BusinessTime time) {
        this.time = time;
    }

    /**
     * How codes are made.
     *
     * @param keepsGiven whether the codes of records that are imported are kept
     * @param drawn how {@link CodePicture} draws it; null for as a text
     */
    record Config(
            List<Part> parts, boolean keepsGiven, @Nullable String drawn) {
        @JsonCreator
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Config {
            parts = parts == null ? List.of() : List.copyOf(parts);
        }

        Config(List<Part> parts) {
            this(parts, false, null);
        }
    }

    /** A piece of the code. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "part")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = FixedText.class, name = "text"),
        @JsonSubTypes.Type(value = DatePart.class, name = "date"),
        @JsonSubTypes.Type(value = FieldPart.class, name = "field"),
        @JsonSubTypes.Type(value = RunningNumber.class, name = "number")
    })
    sealed interface Part {}

    /** The same in every code. */
    record FixedText(String text) implements Part {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        FixedText {
            text = text == null ? "" : text;
        }
    }

    /**
     * The moment of creation in the business zone.
     *
     * @param ownSequence whether each of its values counts for itself
     */
    record DatePart(String pattern, boolean ownSequence) implements Part {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        DatePart {
            pattern = pattern == null ? "" : pattern;
        }

        @JsonIgnore
        boolean isValid() {
            return DATE_PATTERN.matcher(pattern).matches() && pattern.chars().anyMatch(Character::isLetter);
        }

        boolean shows(Reset reset) {
            boolean year = pattern.contains("yy");
            boolean month = pattern.contains("MM") || pattern.contains("DDD");
            boolean day = pattern.contains("dd") && pattern.contains("MM") || pattern.contains("DDD");
            return switch (reset) {
                case NEVER -> true;
                case YEARLY -> year;
                case MONTHLY -> year && month;
                case DAILY -> year && day;
            };
        }
    }

    /**
     * The value of another field of the record: of a choice, the key of its option.
     *
     * @param field null until the designer has chosen one
     * @param ownSequence whether each of its values counts for itself
     * @param whenEmpty what stands for an empty field; empty to refuse the record
     */
    record FieldPart(@Nullable UUID field, boolean ownSequence, String whenEmpty) implements Part {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        FieldPart {
            whenEmpty = whenEmpty == null ? "" : whenEmpty;
        }
    }

    /**
     * The number, filled up with zeros; it grows beyond its width rather than begin again.
     */
    record RunningNumber(int width, Reset reset) implements Part {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        RunningNumber {
            reset = reset == null ? Reset.NEVER : reset;
        }
    }

    /** When a running number starts again at 1, in the business zone. */
    enum Reset {
        @JsonProperty("never")
        NEVER,
        @JsonProperty("yearly")
        YEARLY,
        @JsonProperty("monthly")
        MONTHLY,
        @JsonProperty("daily")
        DAILY;

        String period(ZonedDateTime moment) {
            return switch (this) {
                case NEVER -> "";
                case YEARLY -> written("uuuu", moment);
                case MONTHLY -> written("uuuu-MM", moment);
                case DAILY -> written("uuuu-MM-dd", moment);
            };
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String key() {
        return "code";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Code", "编码"),
                Label.of("A number made for every record, such as a serial number", "为每条记录自动生成的编号，如序列号"),
                "vaadin:barcode",
                Groups.CODES,
                Groups.FIRST_CODE);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(
                List.of(new DatePart("yyMMdd", false), new FixedText("-"), new RunningNumber(4, Reset.DAILY)));
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.of(
                        "parts",
                        Label.of("Parts of the code", "编码组成"),
                        new PropertyKind.Custom<List<Part>>(
                                (PropertyContext context, PropertyKind.ValueAccess<List<Part>> value) ->
                                        new CodePartsEditor(context, value, parts -> example(parts, context))),
                        Config::parts,
                        (config, parts) -> new Config(parts, config.keepsGiven(), config.drawn())),
                ConfigProperty.of(
                        "keepsGiven",
                        Label.of("Keep existing codes when importing", "导入时保留已有编号"),
                        new PropertyKind.Toggle(),
                        Config::keepsGiven,
                        (config, keepsGiven) -> new Config(config.parts(), keepsGiven, config.drawn())),
                CodePicture.<Config>property(
                        Config::drawn, (config, drawn) -> new Config(config.parts(), config.keepsGiven(), drawn)));
    }

    @Override
    public List<Token> tokens(String value, Config config, FormatContext context) {
        return CodePicture.tokens(value, config.drawn());
    }

    private String example(List<Part> parts, PropertyContext context) {
        Optional<SiblingFields> siblings = context.port(SiblingFields.class);
        return example(parts, field -> siblings.flatMap(fields -> fields.example(field)));
    }

    /** What the first code would be if it were made now. */
    String example(List<Part> parts, Function<UUID, Optional<String>> valueOf) {
        ZonedDateTime now = time.now().atZone(time.zone());
        return parts.stream()
                .map(part -> switch (part) {
                    case FixedText text -> text.text();
                    case DatePart date -> date.isValid() ? written(date.pattern(), now) : UNKNOWN_PART;
                    case FieldPart field ->
                        Optional.ofNullable(field.field())
                                .flatMap(valueOf)
                                .or(() -> Optional.of(field.whenEmpty()).filter(text -> !text.isEmpty()))
                                .orElse(UNKNOWN_PART);
                    case RunningNumber number -> padded(1, Math.clamp(number.width(), 1, MOST_DIGITS));
                })
                .collect(Collectors.joining());
    }

    @Override
    public Problems validate(Config config) {
        List<RunningNumber> numbers = config.parts().stream()
                .filter(RunningNumber.class::isInstance)
                .map(RunningNumber.class::cast)
                .toList();
        Problems problems = Problems.NONE;
        if (numbers.size() != 1) {
            problems = problems.and(Problem.error("field.config.code.number", "parts"));
        }
        if (config.parts().size() > MOST_PARTS) {
            problems = problems.and(Problem.error("field.config.code.tooMany", "parts", MOST_PARTS));
        }
        for (Part part : config.parts()) {
            switch (part) {
                case FixedText text -> {
                    if (text.text().isEmpty()
                            || text.text().length() > LONGEST_TEXT
                            || !Typed.isStorable(text.text())
                            || text.text().lines().count() != 1) {
                        problems = problems.and(Problem.error("field.config.code.text", "parts", LONGEST_TEXT));
                    }
                }
                case DatePart date -> {
                    if (!date.isValid()) {
                        problems = problems.and(Problem.error("field.config.code.date", "parts", date.pattern()));
                    }
                }
                case FieldPart field -> {
                    if (field.field() == null) {
                        problems = problems.and(Problem.error("field.config.code.field", "parts"));
                    }
                }
                case RunningNumber number -> {
                    if (number.width() < 1 || number.width() > MOST_DIGITS) {
                        problems = problems.and(Problem.error("field.config.code.width", "parts", MOST_DIGITS));
                    }
                }
            }
        }
        for (RunningNumber number : numbers) {
            String dates = config.parts().stream()
                    .filter(DatePart.class::isInstance)
                    .map(part -> ((DatePart) part).pattern())
                    .collect(Collectors.joining(" "));
            if (!new DatePart(dates, false).shows(number.reset())) {
                problems = problems.and(Problem.error(
                        "field.config.code.reset", "parts", number.reset().word()));
            }
        }
        return mayLookTheSame(config.parts())
                ? problems.and(Problem.warning("field.config.code.adjacent", "parts"))
                : problems;
    }

    /** A value of any length right before another or the number: {@code A1} and {@code 01} look like {@code A} and {@code 101}. */
    private static boolean mayLookTheSame(List<Part> parts) {
        for (int i = 1; i < parts.size(); i++) {
            Part before = parts.get(i - 1);
            Part after = parts.get(i);
            boolean open = before instanceof FieldPart || before instanceof RunningNumber;
            if (open && (after instanceof FieldPart || after instanceof RunningNumber)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Problems validateValue(Config config, String value) {
        return value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0
                ? Problems.of(Problem.error("field.error.oneLine", ""))
                : Typed.check(value, LONGEST);
    }

    @Override
    public FieldEditor<String> editor(Config config, FieldPresentation presentation, EditorContext context) {
        TextField field = Inputs.present(new TextField(), presentation);
        field.setPlaceholder(context.texts().text(context.locale(), "field.code.assigned"));
        field.setRequiredIndicatorVisible(false);
        field.setReadOnly(true);
        field.addClassName("mw-generated");
        return new EditorAround<>(FieldEditor.of(field, Typed::trimmed, value -> value)) {
            @Override
            public void setReadOnly(boolean readOnly) {
                // Nobody enters a code.
            }

            @Override
            public void showExample(String example) {
                field.setPlaceholder(context.texts().text(context.locale(), "field.code.assignedLike", example));
            }
        };
    }

    @Override
    public Optional<ValueGenerator<String>> generator(Config config) {
        return Optional.of(new ValueGenerator<>() {
            @Override
            public String generate(Context context) {
                return CodeFieldType.generate(config, context);
            }

            @Override
            public Optional<String> example(Function<UUID, Optional<String>> part) {
                return Optional.of(CodeFieldType.this.example(config.parts(), part));
            }

            @Override
            public boolean keepsGiven() {
                return config.keepsGiven();
            }

            @Override
            public Optional<Numbered> numberOf(String value, Context context) {
                return CodeReader.read(config, value, part -> value(part, context));
            }
        });
    }

    private static String generate(Config config, ValueGenerator.Context context) {
        BusinessTime time = context.defaults().time();
        ZonedDateTime now = time.now().atZone(time.zone());
        StringBuilder sequence = new StringBuilder();
        for (Part part : config.parts()) {
            switch (part) {
                case DatePart date when date.ownSequence() -> append(sequence, written(date.pattern(), now));
                case FieldPart field when field.ownSequence() -> append(sequence, value(field, context));
                case RunningNumber number -> append(sequence, number.reset().period(now));
                case FixedText ignored -> {}
                case DatePart ignored -> {}
                case FieldPart ignored -> {}
            }
        }
        StringBuilder code = new StringBuilder();
        for (Part part : config.parts()) {
            switch (part) {
                case FixedText text -> code.append(text.text());
                case DatePart date -> code.append(written(date.pattern(), now));
                case FieldPart field -> code.append(value(field, context));
                case RunningNumber number -> code.append(padded(context.next(sequence.toString()), number.width()));
            }
        }
        return code.toString();
    }

    /** With the length in front, so that {@code A, BC} and {@code AB, C} are two sequences. */
    static void append(StringBuilder sequence, String value) {
        sequence.append(sequence.isEmpty() ? "" : " ")
                .append(value.length())
                .append(':')
                .append(value);
    }

    private static String value(FieldPart part, ValueGenerator.Context context) {
        String value = Optional.ofNullable(part.field())
                .flatMap(context::part)
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElse(part.whenEmpty());
        if (value.isEmpty()) {
            throw new ValueFormatException("field.error.code.missing");
        }
        return value;
    }

    static String written(String pattern, ZonedDateTime moment) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(moment);
    }

    private static String padded(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** The fields of the same form whose values go into the code. */
    static Set<UUID> fields(Config config) {
        return config.parts().stream()
                .filter(FieldPart.class::isInstance)
                .map(part -> ((FieldPart) part).field())
                .flatMap(field -> Optional.ofNullable(field).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean supportsUnique() {
        return true;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return other.valueKind() == ValueKind.TEXT ? Optional.of(TypeChange.SAFE) : Optional.empty();
    }

    @Override
    public Optional<String> sample(Config config, Locale locale) {
        return Optional.of(example(config.parts(), field -> Optional.of("A01")));
    }
}

package dev.millwright.field.type;

import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.CountedText;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Masked;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One line of text. */
@Component
class TextFieldType implements PlainText<TextFieldType.Config> {

    /** Short enough for a unique index in any script: PostgreSQL's index entries end at 2 704 bytes. */
    private static final long LONGEST = 500;

    /** What people write in one line; longer ones are read in several. */
    private static final int LONGEST_LINE = 120;

    /**
     * @param maxLength in characters; null for the longest possible
     * @param form key of a {@link TextForm}; null for any text
     * @param mask the pattern of {@link TextForm#OWN}; null for none
     * @param drawn how {@link CodePicture} draws it; null for as a text
     */
    record Config(
            @Nullable Long maxLength,
            @Nullable String form,
            @Nullable String mask,
            @Nullable String drawn) {

        Config(@Nullable Long maxLength) {
            this(maxLength, null, null, null);
        }

        /** What may be entered, whatever it looks like. */
        Config plain() {
            return new Config(maxLength, form, mask, null);
        }

        long limit() {
            return maxLength == null ? LONGEST : Math.min(maxLength, LONGEST);
        }

        TextForm kind() {
            return form == null ? TextForm.ANY : TextForm.of(form).orElse(TextForm.ANY);
        }

        Optional<TextMask> own() {
            return kind() == TextForm.OWN && mask != null ? TextMask.of(mask) : Optional.empty();
        }

        boolean isShaped() {
            return kind() != TextForm.ANY;
        }
    }

    @Override
    public String key() {
        return "text";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Text", "单行文本"),
                Label.of("One line, such as a name or a part number", "一行文字，如名称、型号"),
                "vaadin:text-label",
                Groups.TEXT,
                Groups.FIRST_TEXT);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(255L);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, @Nullable Long>of(
                                "maxLength",
                                Label.of("Longest length", "最多字数"),
                                new PropertyKind.Whole(1, LONGEST),
                                Config::maxLength,
                                (config, length) -> new Config(length, config.form(), config.mask(), config.drawn()))
                        .withHelp(Label.of("In characters, at most " + LONGEST, "按字符计，最多 " + LONGEST)),
                ConfigProperty.of(
                        "form",
                        Label.of("What can be entered", "可填内容"),
                        TextForm.CHOICE,
                        config -> config.kind().key(),
                        (config, form) -> new Config(
                                config.maxLength(),
                                form.equals(TextForm.ANY.key()) ? null : form,
                                config.mask(),
                                config.drawn())),
                ConfigProperty.<Config, String>of(
                                "mask",
                                Label.of("Pattern", "格式"),
                                new PropertyKind.Text(TextMask.LONGEST, false),
                                config -> config.mask() == null ? "" : config.mask(),
                                (config, mask) -> new Config(
                                        config.maxLength(),
                                        config.form(),
                                        mask.isEmpty() ? null : mask,
                                        config.drawn()))
                        .withHelp(Label.of(
                                "A stands for a letter, 0 for a digit, * for either; anything else for itself, also"
                                        + " between single quotes. AA-0000 takes SN-2025",
                                "A 代表一个字母，0 代表一个数字，* 代表字母或数字，其余字符按原样填写，单引号内的也是。如 AA-0000 可填 SN-2025"))
                        .visibleWhen(config -> config.kind() == TextForm.OWN),
                CodePicture.<Config>property(
                        Config::drawn,
                        (config, drawn) -> new Config(config.maxLength(), config.form(), config.mask(), drawn)));
    }

    @Override
    public List<Token> tokens(String value, Config config, FormatContext context) {
        return CodePicture.tokens(value, config.drawn());
    }

    @Override
    public Problems validate(Config config) {
        Problems problems = Problems.NONE;
        Long length = config.maxLength();
        if (length != null && (length < 1 || length > LONGEST)) {
            problems = problems.and(Problem.error("field.config.maxLength", "maxLength", 1, LONGEST));
        }
        if (config.kind() == TextForm.OWN && config.own().isEmpty()) {
            problems = problems.and(Problem.error("field.config.mask", "mask"));
        }
        String example = example(config);
        if (example.length() > config.limit()) {
            problems = problems.and(Problem.error("field.config.maxLength.form", "maxLength", example.length()));
        }
        return problems;
    }

    /** A text of the form that is asked for; empty where any is one. */
    private static String example(Config config) {
        return config.own().map(TextMask::example).orElse(config.kind().example());
    }

    @Override
    public Problems validateValue(Config config, String value) {
        if (value.indexOf('\n') >= 0 || value.indexOf('\r') >= 0) {
            return Problems.of(Problem.error("field.error.oneLine", ""));
        }
        Problems problems = Typed.check(value, config.limit());
        boolean fits = config.kind().fits(value)
                && config.own().map(mask -> mask.fits(value)).orElse(true);
        return problems.hasErrors() || fits ? problems : Problems.of(shapeless(config));
    }

    private static Problem shapeless(Config config) {
        return switch (config.kind()) {
            case LETTERS -> Problem.error("field.error.text.letters", "");
            case DIGITS -> Problem.error("field.error.text.digits", "");
            case LETTERS_AND_DIGITS -> Problem.error("field.error.text.lettersAndDigits", "");
            case LICENCE_PLATE -> Problem.error("field.error.text.plate", "", example(config));
            case ID_NUMBER -> Problem.error("field.error.text.idNumber", "");
            case CREDIT_CODE -> Problem.error("field.error.text.creditCode", "");
            case ANY, OWN -> Problem.error("field.error.text.mask", "", example(config));
        };
    }

    @Override
    public @Nullable String parse(String text, Config config, FormatContext context) {
        String trimmed = Typed.trimmed(text);
        if (trimmed == null || !config.isShaped() || trimmed.length() > 2 * LONGEST) {
            return trimmed;
        }
        return Typed.trimmed(config.own()
                .map(mask -> mask.shaped(trimmed))
                .orElseGet(() -> config.kind().shaped(trimmed)));
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        String example = example(config);
        return example.isEmpty()
                ? Optional.empty()
                : Optional.of(Label.of(
                        config.kind().label().en() + ": " + example,
                        config.kind().label().zh() + "：" + example));
    }

    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        boolean oneLine = column.distinct().keySet().stream()
                .allMatch(text -> text.length() <= LONGEST_LINE && text.indexOf('\n') < 0);
        return oneLine ? Optional.of(new ColumnFit<>(defaultConfig(), 20)) : Optional.empty();
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public FieldEditor<String> editor(Config config, FieldPresentation presentation, EditorContext context) {
        TextField field =
                CountedText.upTo(Math.toIntExact(config.limit()), Inputs.present(new TextField(), presentation));
        if (config.kind() == TextForm.DIGITS) {
            Inputs.withKeyboard(field, "numeric");
        }
        if (config.isShaped() && presentation.placeholder().isEmpty()) {
            field.setPlaceholder(example(config));
        }
        return FieldEditor.of(field, text -> parse(text, config, context.format()), value -> value);
    }

    @Override
    public String mask(String value) {
        return Masked.middleOf(value);
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return Optional.of(
                config.isShaped()
                                && !(otherConfig instanceof Config before
                                        && before.plain().equals(config.plain()))
                        ? TypeChange.CHECKED
                        : TypeChange.SAFE);
    }

    @Override
    public Optional<String> sample(Config config, Locale locale) {
        String example = example(config);
        String sample = example.isEmpty() ? Label.of("Sample text", "示例文字").in(locale) : example;
        return Optional.of(sample.substring(0, (int) Math.clamp(config.limit(), 0, sample.length()))
                .strip());
    }
}

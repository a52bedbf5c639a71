package dev.millwright.field.type;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
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
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** Yes or no. */
@Component
class YesNoFieldType implements OneColumn<YesNoFieldType.Config, Boolean> {

    private static final String CHECKBOX = "checkbox";
    private static final String BUTTONS = "buttons";

    private static final Label YES = Label.of("Yes", "是");
    private static final Label NO = Label.of("No", "否");
    private static final Label UNSET = Label.of("Not set", "未填");

    private static final Set<String> YES_WORDS =
            Set.of("yes", "y", "true", "t", "1", "on", "是", "有", "对", "√", "✓", "✔");
    private static final Set<String> NO_WORDS =
            Set.of("no", "n", "false", "f", "0", "off", "否", "无", "不是", "没有", "错", "×", "x", "✗", "✘");

    /**
     * @param yes what people read for yes; empty for the usual word
     * @param no what people read for no; empty for the usual word
     * @param display {@code checkbox}, which is never empty, or {@code buttons}
     */
    record Config(String yes, String no, String display) {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Config {
            yes = yes == null ? "" : yes;
            no = no == null ? "" : no;
            display = display == null ? CHECKBOX : display;
        }

        String word(boolean value, Locale locale) {
            String own = value ? yes : no;
            return own.isEmpty() ? (value ? YES : NO).in(locale) : own;
        }
    }

    @Override
    public String key() {
        return "yes-no";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Yes or no", "是/否"),
                Label.of("A box to tick, or two buttons", "勾选框或两个按钮"),
                "vaadin:check-square-o",
                Groups.CHOICE,
                Groups.FIRST_CHOICE + 20);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config("", "", CHECKBOX);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.of(
                                "display",
                                Label.of("Shown as", "显示为"),
                                new PropertyKind.Choice(List.of(
                                        new PropertyKind.Choice.Option(CHECKBOX, Label.of("Box to tick", "勾选框")),
                                        new PropertyKind.Choice.Option(BUTTONS, Label.of("Two buttons", "单选按钮")))),
                                Config::display,
                                (Config config, String display) -> new Config(config.yes(), config.no(), display))
                        .withHelp(Label.of(
                                "A box that is not ticked means no; buttons can stay unanswered",
                                "勾选框未勾选即为“否”；单选按钮可以不填")),
                ConfigProperty.of(
                        "yes",
                        Label.of("Word for yes", "“是”的文字"),
                        new PropertyKind.Text(20, false),
                        Config::yes,
                        (config, yes) -> new Config(yes.strip(), config.no(), config.display())),
                ConfigProperty.of(
                        "no",
                        Label.of("Word for no", "“否”的文字"),
                        new PropertyKind.Text(20, false),
                        Config::no,
                        (config, no) -> new Config(config.yes(), no.strip(), config.display())));
    }

    @Override
    public Problems validate(Config config) {
        boolean alike = Texts.LANGUAGES.stream()
                .anyMatch(locale -> config.word(true, locale).equalsIgnoreCase(config.word(false, locale)));
        return alike ? Problems.of(Problem.error("field.config.sameWords", "no")) : Problems.NONE;
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.BOOLEAN;
    }

    @Override
    public Class<Boolean> valueType() {
        return Boolean.class;
    }

    @Override
    public ColumnType column() {
        return ColumnType.BOOLEAN;
    }

    @Override
    public String format(Boolean value, Config config, FormatContext context) {
        return config.word(value, context.locale());
    }

    @Override
    public List<Token> tokens(Boolean value, Config config, FormatContext context) {
        return List.of(new Token(format(value, config, context), null, value ? "vaadin:check" : "vaadin:close-small"));
    }

    @Override
    public Optional<ColumnFit<Config>> fit(ColumnProfile column) {
        // 1 and 0 alone are more likely numbers.
        boolean words = Fits.all(column, text -> {
            String word = Typed.halfWidth(text).toLowerCase(Locale.ROOT);
            return !Fits.isBareNumber(word) && (YES_WORDS.contains(word) || NO_WORDS.contains(word));
        });
        return words ? Optional.of(new ColumnFit<>(defaultConfig(), 70)) : Optional.empty();
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of(
                config.word(true, Locale.ENGLISH) + " / " + config.word(false, Locale.ENGLISH),
                config.word(true, Locale.CHINESE) + " / " + config.word(false, Locale.CHINESE)));
    }

    @Override
    public @Nullable Boolean parse(String text, Config config, FormatContext context) {
        String word = Typed.halfWidth(text).toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return null;
        }
        // The designer's own words count first: for a field "Broken" somebody may have chosen "1" for no.
        if (word.equals(Typed.halfWidth(config.yes()).toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (word.equals(Typed.halfWidth(config.no()).toLowerCase(Locale.ROOT))) {
            return false;
        }
        if (YES_WORDS.contains(word)) {
            return true;
        }
        if (NO_WORDS.contains(word)) {
            return false;
        }
        throw new ValueFormatException(
                "field.error.yesNo", config.word(true, context.locale()), config.word(false, context.locale()));
    }

    @Override
    public JsonNode toJson(Boolean value) {
        return BooleanNode.valueOf(value);
    }

    @Override
    public @Nullable Boolean fromJson(JsonNode json, Config config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isBoolean()) {
            throw new ValueFormatException("field.error.json.yesNo");
        }
        return json.booleanValue();
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public FieldEditor<Boolean> editor(Config config, FieldPresentation presentation, EditorContext context) {
        return config.display().equals(BUTTONS)
                ? buttons(config, presentation, context.locale())
                : checkbox(presentation);
    }

    private static FieldEditor<Boolean> checkbox(FieldPresentation presentation) {
        Checkbox box = Inputs.present(new Checkbox(), presentation);
        return new EditorAround<>(FieldEditor.of(box, ticked -> ticked, value -> value)) {
            @Override
            public Boolean value() {
                return box.getValue();
            }
        };
    }

    private static FieldEditor<Boolean> buttons(Config config, FieldPresentation presentation, Locale locale) {
        RadioButtonGroup<Optional<Boolean>> group = Inputs.present(new RadioButtonGroup<>(), presentation);
        // A radio button once pressed cannot be released, so that empty needs a button of its own.
        group.setItems(
                presentation.required()
                        ? List.of(Optional.of(true), Optional.of(false))
                        : List.of(Optional.of(true), Optional.of(false), Optional.empty()));
        group.setItemLabelGenerator(
                item -> item.map(value -> config.word(value, locale)).orElseGet(() -> UNSET.in(locale)));
        return FieldEditor.of(group, item -> item.orElse(null), Optional::of);
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case TEXT, CHOICE, NUMBER -> Optional.of(TypeChange.CHECKED);
            case BOOLEAN -> Optional.of(TypeChange.SAFE);
            case DATE, TIME, DATE_TIME, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<Boolean> sample(Config config, Locale locale) {
        return Optional.of(true);
    }
}

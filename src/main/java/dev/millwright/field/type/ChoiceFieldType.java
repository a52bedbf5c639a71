package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One of a few options; the value is the option's key. */
@Component
class ChoiceFieldType implements FieldType<ChoiceFieldType.Config, String> {

    private static final String DROP_DOWN = "drop-down";
    private static final String RADIO = "radio";
    private static final Label UNSET = Label.of("Not set", "未填");

    /**
     * @param display {@code drop-down} or {@code radio}
     */
    record Config(List<ChoiceOption> options, String display) {
        @SuppressWarnings("NullAway") // what is absent in JSON arrives as null
        Config {
            options = options == null ? List.of() : List.copyOf(options);
            display = display == null ? DROP_DOWN : display;
        }
    }

    @Override
    public String key() {
        return "choice";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Choice", "单选"),
                Label.of("One of a few options, such as a status", "从几个选项中选一个，如状态"),
                "vaadin:dot-circle",
                Groups.CHOICE,
                Groups.FIRST_CHOICE);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(List.of(), DROP_DOWN);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.of(
                        "options",
                        Options.LABEL,
                        new PropertyKind.Custom<>(OptionsEditor::new),
                        Config::options,
                        (config, options) -> new Config(options, config.display())),
                ConfigProperty.of(
                        "display",
                        Label.of("Shown as", "显示为"),
                        new PropertyKind.Choice(List.of(
                                new PropertyKind.Choice.Option(DROP_DOWN, Label.of("Drop-down list", "下拉框")),
                                new PropertyKind.Choice.Option(RADIO, Label.of("Radio buttons", "单选按钮")))),
                        Config::display,
                        (config, display) -> new Config(config.options(), display)));
    }

    @Override
    public Problems validate(Config config) {
        return Options.validate(config.options());
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.CHOICE;
    }

    @Override
    public Class<String> valueType() {
        return String.class;
    }

    @Override
    public List<Column> columns(Config config) {
        return Column.one(ColumnType.TEXT);
    }

    @Override
    public List<@Nullable Object> toColumns(String value) {
        return Arrays.asList(value);
    }

    @Override
    public @Nullable String fromColumns(List<@Nullable Object> columns) {
        return (String) columns.getFirst();
    }

    @Override
    public Problems validateValue(Config config, String value) {
        return Options.check(value, config.options());
    }

    @Override
    public String format(String value, Config config, FormatContext context) {
        return Options.of(value, config.options()).label();
    }

    @Override
    public List<Token> tokens(String value, Config config, FormatContext context) {
        return List.of(Options.token(value, config.options()));
    }

    @Override
    public @Nullable String parse(String text, Config config, FormatContext context) {
        return text.isBlank() ? null : Options.read(text, config.options());
    }

    @Override
    public JsonNode toJson(String value) {
        return StringNode.valueOf(value);
    }

    @Override
    public @Nullable String fromJson(JsonNode json, Config config) {
        return json.isNull() ? null : Typed.trimmed(Typed.string(json, "field.error.json.choice"));
    }

    @Override
    public FieldEditor<String> editor(Config config, FieldPresentation presentation, EditorContext context) {
        return config.display().equals(RADIO)
                ? radio(config, presentation, context.locale())
                : dropDown(config, presentation);
    }

    private static FieldEditor<String> dropDown(Config config, FieldPresentation presentation) {
        ComboBox<ChoiceOption> box = Inputs.present(new ComboBox<>(), presentation);
        box.setItems(Options.offered(config.options()));
        box.setItemLabelGenerator(ChoiceOption::label);
        box.setRenderer(OptionsEditor.badge());
        return FieldEditor.of(box, ChoiceOption::key, key -> Options.of(key, config.options()));
    }

    private static FieldEditor<String> radio(Config config, FieldPresentation presentation, Locale locale) {
        RadioButtonGroup<Optional<ChoiceOption>> group = Inputs.present(new RadioButtonGroup<>(), presentation);
        List<Optional<ChoiceOption>> items = new ArrayList<>(
                Options.offered(config.options()).stream().map(Optional::of).toList());
        if (!presentation.required()) {
            // A radio button once pressed cannot be released, so that empty needs a button of its own.
            items.add(Optional.empty());
        }
        group.setItems(items);
        group.setItemLabelGenerator(item -> item.map(ChoiceOption::label).orElseGet(() -> UNSET.in(locale)));
        FieldEditor<String> editor = FieldEditor.of(
                group,
                item -> item.map(ChoiceOption::key).orElse(null),
                key -> Optional.of(Options.of(key, config.options())));
        return new EditorAround<>(editor) {
            @Override
            public void setValue(@Nullable String value) {
                if (value != null && !items.contains(Optional.of(Options.of(value, config.options())))) {
                    // An option that is no longer offered stays visible where it is the value.
                    items.addFirst(Optional.of(Options.of(value, config.options())));
                    group.setItems(items);
                }
                super.setValue(value);
            }
        };
    }

    @Override
    public List<ChoiceOption> options(Config config) {
        return config.options();
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        return switch (other.valueKind()) {
            case CHOICE ->
                Optional.of(
                        other.valueType() == String.class && Options.cover(config.options(), other, otherConfig)
                                ? TypeChange.SAFE
                                : TypeChange.CHECKED);
            case TEXT, BOOLEAN, NUMBER -> Optional.of(TypeChange.CHECKED);
            case DATE, TIME, DATE_TIME, REFERENCE, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<String> sample(Config config, Locale locale) {
        return Options.offered(config.options()).stream().map(ChoiceOption::key).findFirst();
    }
}

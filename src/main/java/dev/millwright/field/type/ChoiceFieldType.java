package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.ColumnFit;
import dev.millwright.field.ColumnProfile;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** One of a few options; the value is the option's key. */
@Component
class ChoiceFieldType implements OneColumn<OptionsConfig, String>, FromOptions<String> {

    private static final String RADIO = "radio";
    private static final Label UNSET = Label.of("Not set", "未填");

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
    public PropertyKind.Choice.Option inSight() {
        return new PropertyKind.Choice.Option(RADIO, Label.of("Radio buttons", "单选按钮"));
    }

    @Override
    public Problems validate(OptionsConfig config) {
        return Options.validate(config.options());
    }

    @Override
    public Class<String> valueType() {
        return String.class;
    }

    @Override
    public ColumnType column() {
        return ColumnType.TEXT;
    }

    @Override
    public Problems validateValue(OptionsConfig config, String value) {
        return Options.check(value, config.options());
    }

    @Override
    public String format(String value, OptionsConfig config, FormatContext context) {
        return Options.of(value, config.options()).label();
    }

    @Override
    public List<Token> tokens(String value, OptionsConfig config, FormatContext context) {
        return List.of(Options.token(value, config.options()));
    }

    @Override
    public Optional<ColumnFit<OptionsConfig>> fit(ColumnProfile column) {
        return Options.of(column)
                .map(options -> new ColumnFit<>(new OptionsConfig(options, OptionsConfig.DROP_DOWN), 40));
    }

    @Override
    public @Nullable String parse(String text, OptionsConfig config, FormatContext context) {
        return text.isBlank() ? null : Options.read(text, config.options());
    }

    @Override
    public JsonNode toJson(String value) {
        return StringNode.valueOf(value);
    }

    @Override
    public @Nullable String fromJson(JsonNode json, OptionsConfig config) {
        return json.isNull() ? null : Typed.trimmed(Typed.string(json, "field.error.json.choice"));
    }

    @Override
    public boolean takesFormula() {
        return true;
    }

    @Override
    public FieldEditor<String> editor(OptionsConfig config, FieldPresentation presentation, EditorContext context) {
        return config.display().equals(RADIO)
                ? radio(config, presentation, context.locale())
                : dropDown(config, presentation);
    }

    private static FieldEditor<String> dropDown(OptionsConfig config, FieldPresentation presentation) {
        ComboBox<ChoiceOption> box = Inputs.present(new ComboBox<>(), presentation);
        box.setItems(Options.offered(config.options()));
        box.setItemLabelGenerator(ChoiceOption::label);
        box.setRenderer(OptionsEditor.badge());
        return new EditorAround<>(FieldEditor.of(box, ChoiceOption::key, key -> Options.of(key, config.options()))) {
            @Override
            public void offer(@Nullable Set<String> options) {
                ChoiceOption chosen = box.getValue();
                box.setItems(Options.offered(config.options(), options));
                box.setValue(chosen);
            }
        };
    }

    private static FieldEditor<String> radio(OptionsConfig config, FieldPresentation presentation, Locale locale) {
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
            public void offer(@Nullable Set<String> options) {
                Optional<ChoiceOption> chosen = group.getValue();
                items.removeIf(item -> item.isPresent());
                items.addAll(
                        0,
                        Options.offered(config.options(), options).stream()
                                .map(Optional::of)
                                .toList());
                if (chosen != null && !items.contains(chosen)) {
                    items.addFirst(chosen);
                }
                group.setItems(items);
                group.setValue(chosen);
            }

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
    public Optional<OptionsConfig> withOptions(OptionsConfig config, List<ChoiceOption> options) {
        return Optional.of(new OptionsConfig(options, config.display()));
    }

    @Override
    public Optional<OptionsConfig> offering(OptionsConfig config, Collection<String> labels) {
        List<ChoiceOption> present = config.options().equals(defaultConfig().options()) ? List.of() : config.options();
        return withOptions(config, Options.adding(present, labels));
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, OptionsConfig config) {
        return switch (other.valueKind()) {
            case CHOICE ->
                Optional.of(
                        other.valueType() == String.class && Options.cover(config.options(), other, otherConfig)
                                ? TypeChange.SAFE
                                : TypeChange.CHECKED);
            case TEXT, BOOLEAN, NUMBER -> Optional.of(TypeChange.CHECKED);
            case DATE, TIME, DATE_TIME, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<String> sample(OptionsConfig config, Locale locale) {
        return Options.offered(config.options()).stream().map(ChoiceOption::key).findFirst();
    }
}

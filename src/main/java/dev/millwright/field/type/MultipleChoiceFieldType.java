package dev.millwright.field.type;

import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
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
import dev.millwright.field.ValueFormatException;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Several of a few options; the value is their keys in the order of the options. */
@Component
class MultipleChoiceFieldType implements FromOptions<List<String>>, ListOfTexts<OptionsConfig> {

    private static final String BOXES = "boxes";
    private static final Pattern SEPARATORS = Pattern.compile("[,，、;；\\n\\r]+");

    @Override
    public String key() {
        return "multiple-choice";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Multiple choice", "多选"),
                Label.of("Any number of options, such as the faults found", "从几个选项中选若干个，如故障现象"),
                "vaadin:list-select",
                Groups.CHOICE,
                Groups.FIRST_CHOICE + 10);
    }

    @Override
    public PropertyKind.Choice.Option inSight() {
        return new PropertyKind.Choice.Option(BOXES, Label.of("Boxes to tick", "复选框"));
    }

    @Override
    public Problems validate(OptionsConfig config) {
        Problems problems = Options.validate(config.options());
        for (ChoiceOption option : config.options()) {
            // Otherwise a list of labels in a file could not be taken apart again.
            if (SEPARATORS.matcher(option.label()).find()) {
                problems = problems.and(Problem.error("field.config.options.separator", "options", option.label()));
            }
        }
        return problems;
    }

    @Override
    public Problems validateValue(OptionsConfig config, List<String> value) {
        Problems problems = Problems.NONE;
        for (String key : value) {
            problems = problems.and(Options.check(key, config.options()));
        }
        return problems;
    }

    @Override
    public String format(List<String> value, OptionsConfig config, FormatContext context) {
        return value.stream()
                .map(key -> Options.of(key, config.options()).label())
                .collect(Collectors.joining(Texts.language(context.locale()).equals(Locale.ENGLISH) ? ", " : "、"));
    }

    @Override
    public List<Token> tokens(List<String> value, OptionsConfig config, FormatContext context) {
        return value.stream().map(key -> Options.token(key, config.options())).toList();
    }

    @Override
    public @Nullable List<String> parse(String text, OptionsConfig config, FormatContext context) {
        return ordered(
                SEPARATORS
                        .splitAsStream(text)
                        .filter(part -> !part.isBlank())
                        .map(part -> Options.read(part, config.options()))
                        .toList(),
                config);
    }

    @Override
    public Optional<Label> cellHelp(OptionsConfig config) {
        return Optional.of(Label.of("Several options with a comma or semicolon between them", "可填多个选项，用顿号、逗号或分号隔开"));
    }

    @Override
    public JsonNode toJson(List<String> value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        value.forEach(array::add);
        return array;
    }

    @Override
    public @Nullable List<String> fromJson(JsonNode json, OptionsConfig config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isArray()) {
            throw new ValueFormatException("field.error.json.multipleChoice");
        }
        List<String> keys = new ArrayList<>();
        for (JsonNode key : json) {
            keys.add(Typed.string(key, "field.error.json.multipleChoice"));
        }
        return ordered(keys, config);
    }

    @Override
    public FieldEditor<List<String>> editor(
            OptionsConfig config, FieldPresentation presentation, EditorContext context) {
        return config.display().equals(BOXES) ? boxes(config, presentation) : dropDown(config, presentation, context);
    }

    private static FieldEditor<List<String>> dropDown(
            OptionsConfig config, FieldPresentation presentation, EditorContext context) {
        MultiSelectComboBox<ChoiceOption> box = Inputs.present(new MultiSelectComboBox<>(), presentation);
        box.setItems(Options.offered(config.options()));
        box.setItemLabelGenerator(ChoiceOption::label);
        box.setRenderer(OptionsEditor.badge());
        box.setI18n(OptionsEditor.multiSelectTexts(context));
        return new EditorAround<>(FieldEditor.of(box, chosen -> keys(chosen, config), keys -> chosen(keys, config))) {
            @Override
            public void offer(@Nullable Set<String> options) {
                Set<ChoiceOption> chosen = box.getValue();
                box.setItems(Options.offered(config.options(), options));
                box.setValue(chosen);
            }
        };
    }

    private static FieldEditor<List<String>> boxes(OptionsConfig config, FieldPresentation presentation) {
        CheckboxGroup<ChoiceOption> group = Inputs.present(new CheckboxGroup<>(), presentation);
        Set<ChoiceOption> items = new LinkedHashSet<>(Options.offered(config.options()));
        group.setItems(items);
        group.setItemLabelGenerator(ChoiceOption::label);
        return new EditorAround<>(FieldEditor.of(group, chosen -> keys(chosen, config), keys -> chosen(keys, config))) {
            @Override
            public void offer(@Nullable Set<String> options) {
                Set<ChoiceOption> chosen = group.getValue();
                items.clear();
                items.addAll(Options.offered(config.options(), options));
                items.addAll(chosen);
                group.setItems(items);
                group.setValue(chosen);
            }

            @Override
            public void setValue(@Nullable List<String> value) {
                // Options that are no longer offered stay visible where they are part of the value.
                if (value != null && items.addAll(chosen(value, config))) {
                    group.setItems(items);
                }
                super.setValue(value);
            }
        };
    }

    private static Set<ChoiceOption> chosen(List<String> keys, OptionsConfig config) {
        return keys.stream()
                .map(key -> Options.of(key, config.options()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static @Nullable List<String> keys(Set<ChoiceOption> chosen, OptionsConfig config) {
        return ordered(chosen.stream().map(ChoiceOption::key).toList(), config);
    }

    /** In the order of the options, each once; what is no option comes last, for the check to name it. */
    private static @Nullable List<String> ordered(Collection<String> keys, OptionsConfig config) {
        if (keys.isEmpty()) {
            return null;
        }
        Set<String> ordered = config.options().stream()
                .map(ChoiceOption::key)
                .filter(keys::contains)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        ordered.addAll(keys);
        return List.copyOf(ordered);
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
                Optional.of(Options.cover(config.options(), other, otherConfig) ? TypeChange.SAFE : TypeChange.CHECKED);
            case TEXT -> Optional.of(TypeChange.CHECKED);
            case NUMBER, BOOLEAN, DATE, TIME, DATE_TIME, REFERENCE, REFERENCES, FILE, STRUCTURE -> Optional.empty();
        };
    }

    @Override
    public Optional<List<String>> sample(OptionsConfig config, Locale locale) {
        List<String> keys = Options.offered(config.options()).stream()
                .map(ChoiceOption::key)
                .limit(2)
                .toList();
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys);
    }
}

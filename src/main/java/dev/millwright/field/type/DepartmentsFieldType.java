package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.millwright.extension.Descriptor;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.DynamicDefault;
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
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Several departments by their full paths, in the order in which they were named. */
@Component
class DepartmentsFieldType implements NothingToSet<List<String>>, ListOfTexts<NoSettings> {

    private static final String MINE = "mine";

    private final DepartmentFieldType one = new DepartmentFieldType();

    @Override
    public String key() {
        return "departments";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Several departments", "多个部门"),
                Label.of("Any number of departments, such as those that take part", "组织中的若干部门，如协办部门"),
                "vaadin:office",
                Groups.LINKS,
                Groups.FIRST_LINK + 7);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.TEXT;
    }

    @Override
    public Problems validateValue(NoSettings config, List<String> value) {
        Problems problems = value.size() > Listed.MOST
                ? Problems.of(Problem.error("field.error.tooManyDepartments", "", Listed.MOST))
                : Problems.NONE;
        for (String path : value.stream().limit(Listed.MOST).toList()) {
            problems = problems.and(one.validateValue(config, path));
        }
        return problems;
    }

    @Override
    public boolean namesDepartment() {
        return true;
    }

    @Override
    public boolean searchable() {
        return false;
    }

    @Override
    public boolean usableAsTitle() {
        return false;
    }

    @Override
    public boolean supportsUnique() {
        return false;
    }

    @Override
    public String format(List<String> value, NoSettings config, FormatContext context) {
        return Listed.joined(value.stream().map(path -> one.format(path, config, context)), context.locale());
    }

    @Override
    public List<Token> tokens(List<String> value, NoSettings config, FormatContext context) {
        return value.stream()
                .flatMap(path -> one.tokens(path, config, context).stream())
                .toList();
    }

    /** What a person writes may be the ends of paths; the gate finds which are meant. */
    @Override
    public @Nullable List<String> parse(String text, NoSettings config, FormatContext context) {
        return Listed.orNothing(Listed.parts(text).stream()
                .map(part -> one.parse(part, config, context))
                .filter(Objects::nonNull)
                .toList());
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of(
                "Several departments, such as Production / Line 1; Quality, with a comma or semicolon between them",
                "可填多个部门，如“生产部 / 一线、质量部”，用顿号、逗号或分号隔开"));
    }

    @Override
    public JsonNode toJson(List<String> value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        value.forEach(array::add);
        return array;
    }

    @Override
    public @Nullable List<String> fromJson(JsonNode json, NoSettings config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isArray()) {
            throw new ValueFormatException("field.error.json.departments");
        }
        List<String> paths = new ArrayList<>();
        for (JsonNode path : json) {
            String read = path.isString() ? one.fromJson(path, config) : null;
            if (read == null) {
                throw new ValueFormatException("field.error.json.departments");
            }
            paths.add(read);
        }
        return Listed.orNothing(paths);
    }

    @Override
    public Map<String, Object> jsonSchema(NoSettings config) {
        return Map.of("type", "array", "maxItems", Listed.MOST, "items", Map.of("type", "string"));
    }

    @Override
    public FieldEditor<List<String>> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        MultiSelectComboBox<String> box = Inputs.present(new MultiSelectComboBox<>(), presentation);
        box.setItemLabelGenerator(path -> one.format(path, config, context.format()));
        box.setI18n(OptionsEditor.multiSelectTexts(context));
        box.setItems(query ->
                context.findDepartments(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        return FieldEditor.of(box, Listed::orNothing, LinkedHashSet::new);
    }

    @Override
    public Optional<List<String>> carried(Object value) {
        return value instanceof String path ? Optional.of(List.of(path)) : Optional.empty();
    }

    @Override
    public List<DynamicDefault> dynamicDefaults() {
        return one.dynamicDefaults();
    }

    @Override
    public @Nullable List<String> dynamicDefault(String word, DefaultContext context) {
        return word.equals(MINE) && !context.departments().isEmpty() ? context.departments() : null;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return other.namesDepartment() ? Optional.of(TypeChange.SAFE) : Optional.empty();
    }

    @Override
    public Optional<List<String>> sample(NoSettings config, Locale locale) {
        return Optional.of(Label.of("/Production/Line 1", "/生产部/一线").in(locale)).map(List::of);
    }
}

package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.ComboBox;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A department by its full path, such as {@code /Production/Line 1}, which sorts and filters with those below it. */
@Component
class DepartmentFieldType implements PlainText<NoSettings>, NothingToSet<String> {

    private static final String MINE = "mine";
    private static final int LONGEST = 500;

    @Override
    public String key() {
        return "department";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Department", "部门"),
                Label.of("A department of the organisation, such as the one that is responsible", "组织中的一个部门，如责任部门"),
                "vaadin:office",
                Groups.LINKS,
                Groups.FIRST_LINK + 5);
    }

    @Override
    public boolean namesDepartment() {
        return true;
    }

    @Override
    public boolean supportsUnique() {
        return false;
    }

    @Override
    public Problems validateValue(NoSettings config, String value) {
        return value.startsWith("/") && value.length() > 1
                ? Typed.check(value, LONGEST)
                : Problems.of(Problem.error("field.error.department", ""));
    }

    @Override
    public String format(String value, NoSettings config, FormatContext context) {
        return steps(value).collect(Collectors.joining(" / "));
    }

    @Override
    public List<Token> tokens(String value, NoSettings config, FormatContext context) {
        return List.of(new Token(format(value, config, context), null, "vaadin:office"));
    }

    /** What a person writes may be the end of a path; the gate finds which is meant. */
    @Override
    public @Nullable String parse(String text, NoSettings config, FormatContext context) {
        return path(Typed.halfWidth(text));
    }

    @Override
    public @Nullable String fromJson(JsonNode json, NoSettings config) {
        return json.isNull() ? null : path(Typed.string(json, "field.error.json.text"));
    }

    private static @Nullable String path(String text) {
        String path = steps(text).map(step -> "/" + step).collect(Collectors.joining());
        return path.isEmpty() ? null : path;
    }

    private static Stream<String> steps(String path) {
        return Arrays.stream(path.split("/", -1)).map(String::strip).filter(step -> !step.isEmpty());
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of("A department, such as Production / Line 1 or Line 1", "部门，如“生产部 / 一线”或“一线”"));
    }

    @Override
    public FieldEditor<String> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        ComboBox<String> box = Inputs.present(new ComboBox<>(), presentation);
        box.setItemLabelGenerator(path -> format(path, config, context.format()));
        box.setItems(query ->
                context.findDepartments(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        return FieldEditor.of(box, path -> path, path -> path);
    }

    @Override
    public List<DynamicDefault> dynamicDefaults() {
        return List.of(new DynamicDefault(MINE, Label.of("The department of whoever fills it in", "当前用户的部门")));
    }

    @Override
    public @Nullable String dynamicDefault(String word, DefaultContext context) {
        return word.equals(MINE) && !context.departments().isEmpty()
                ? context.departments().getFirst()
                : null;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        if (!other.namesDepartment()) {
            return Optional.empty();
        }
        return Optional.of(other.valueType() == String.class ? TypeChange.SAFE : TypeChange.CHECKED);
    }

    @Override
    public Optional<String> carried(Object value) {
        return switch (value) {
            case List<?> several
            when several.size() == 1 && several.getFirst() instanceof String path -> Optional.of(path);
            case List<?> several
            when several.size() > 1 -> throw new ValueFormatException("field.error.oneDepartment", several.size());
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<String> sample(NoSettings config, Locale locale) {
        return Optional.of(Label.of("/Production/Line 1", "/生产部/一线").in(locale));
    }
}

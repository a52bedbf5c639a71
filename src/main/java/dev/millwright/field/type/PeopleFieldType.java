package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.millwright.expression.ExpressionType;
import dev.millwright.extension.Descriptor;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.DynamicDefault;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Several people in the order in which they were named; their names stay as they were then. */
@Component
class PeopleFieldType implements NothingToSet<List<PersonRef>> {

    private static final String ME = "me";

    private final PersonFieldType one = new PersonFieldType();

    @Override
    public String key() {
        return "people";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Several people", "多个人员"),
                Label.of("Any number of colleagues, such as those who take part", "组织内的若干成员，如参与人"),
                "vaadin:users",
                Groups.LINKS,
                Groups.FIRST_LINK + 2);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.REFERENCE;
    }

    @Override
    @SuppressWarnings("unchecked") // there is no class literal for a list of people
    public Class<List<PersonRef>> valueType() {
        return (Class<List<PersonRef>>) (Class<?>) List.class;
    }

    @Override
    public List<Column> columns(NoSettings config) {
        return List.of(new Column("", ColumnType.TEXT_ARRAY), new Column("_name", ColumnType.TEXT_ARRAY));
    }

    @Override
    public ExpressionType expressionType(NoSettings config) {
        return ExpressionType.CHOICES;
    }

    @Override
    public List<@Nullable Object> toColumns(List<PersonRef> value) {
        if (value.stream().anyMatch(person -> person.id() == null)) {
            return Arrays.asList(null, null);
        }
        return List.of(
                value.stream().map(PersonRef::id).toArray(String[]::new),
                value.stream().map(PersonRef::name).toArray(String[]::new));
    }

    @Override
    public @Nullable List<PersonRef> fromColumns(List<@Nullable Object> columns) {
        Object[] ids = (Object[]) columns.getFirst();
        Object[] names = (Object[]) columns.get(1);
        if (ids == null || ids.length == 0) {
            return null;
        }
        List<PersonRef> people = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            Object name = names == null || i >= names.length ? null : names[i];
            people.add(new PersonRef((String) ids[i], name == null ? "" : (String) name));
        }
        return List.copyOf(people);
    }

    @Override
    public Problems validateValue(NoSettings config, List<PersonRef> value) {
        Problems problems = value.size() > Listed.MOST
                ? Problems.of(Problem.error("field.error.tooManyPeople", "", Listed.MOST))
                : Problems.NONE;
        for (PersonRef person : value.stream().limit(Listed.MOST).toList()) {
            problems = problems.and(one.validateValue(config, person));
        }
        return problems;
    }

    @Override
    public String format(List<PersonRef> value, NoSettings config, FormatContext context) {
        return Listed.joined(value.stream().map(person -> one.format(person, config, context)), context.locale());
    }

    @Override
    public List<Token> tokens(List<PersonRef> value, NoSettings config, FormatContext context) {
        return value.stream()
                .flatMap(person -> one.tokens(person, config, context).stream())
                .toList();
    }

    @Override
    public @Nullable List<PersonRef> parse(String text, NoSettings config, FormatContext context) {
        return Listed.orNothing(Listed.parts(text).stream()
                .map(name -> new PersonRef(null, name))
                .toList());
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of(
                "Several full names or e-mail addresses with a comma or semicolon between them",
                "可填多个姓名或邮箱地址，用顿号、逗号或分号隔开"));
    }

    @Override
    public JsonNode toJson(List<PersonRef> value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        value.forEach(person -> array.add(one.toJson(person)));
        return array;
    }

    @Override
    public @Nullable List<PersonRef> fromJson(JsonNode json, NoSettings config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isArray()) {
            throw new ValueFormatException("field.error.json.people");
        }
        List<PersonRef> people = new ArrayList<>();
        for (JsonNode person : json) {
            PersonRef read = one.fromJson(person, config);
            if (read == null) {
                throw new ValueFormatException("field.error.json.people");
            }
            people.add(read);
        }
        return Listed.orNothing(people);
    }

    @Override
    public Map<String, Object> jsonSchema(NoSettings config) {
        Map<String, Object> person = Map.of(
                "type",
                "object",
                "properties",
                Map.of("id", Map.of("type", "string"), "name", Map.of("type", "string")));
        return Map.of(
                "type",
                "array",
                "maxItems",
                Listed.MOST,
                "items",
                Map.of("anyOf", List.of(person, Map.of("type", "string"))));
    }

    @Override
    public FieldEditor<List<PersonRef>> editor(
            NoSettings config, FieldPresentation presentation, EditorContext context) {
        MultiSelectComboBox<PersonRef> box = Inputs.present(new MultiSelectComboBox<>(), presentation);
        box.setItemLabelGenerator(person -> PersonFieldType.shown(person, context.format()));
        box.setI18n(OptionsEditor.multiSelectTexts(context));
        box.setItems(query ->
                context.findPeople(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        return FieldEditor.of(box, Listed::orNothing, LinkedHashSet::new);
    }

    @Override
    public Optional<List<PersonRef>> carried(Object value) {
        return value instanceof PersonRef person ? Optional.of(List.of(person)) : Optional.empty();
    }

    @Override
    public List<DynamicDefault> dynamicDefaults() {
        return one.dynamicDefaults();
    }

    @Override
    public @Nullable List<PersonRef> dynamicDefault(String word, DefaultContext context) {
        return word.equals(ME) ? List.of(context.person()) : null;
    }

    @Override
    public boolean supportsUnique() {
        return false;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        return other.valueType() == PersonRef.class || other.key().equals(key())
                ? Optional.of(TypeChange.SAFE)
                : Optional.empty();
    }

    @Override
    public Optional<List<PersonRef>> sample(NoSettings config, Locale locale) {
        return Optional.of(List.of(
                new PersonRef("sample", Label.of("Kim Miller", "李明").in(locale)),
                new PersonRef("sample2", Label.of("Sam Carter", "王芳").in(locale))));
    }
}

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
import dev.millwright.field.PersonRef;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A person who may sign in; the name stays as it was when the person was set. */
@Component
class PersonFieldType implements NothingToSet<PersonRef> {

    private static final String ME = "me";
    private static final long LONGEST = 500;
    private static final Label LEFT = Label.of(" (left)", "（已离职）");

    @Override
    public String key() {
        return "person";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Person", "人员"),
                Label.of("One of your colleagues, such as an inspector", "组织内的一名成员，如检验员"),
                "vaadin:user",
                Groups.LINKS,
                Groups.FIRST_LINK);
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.REFERENCE;
    }

    @Override
    public Class<PersonRef> valueType() {
        return PersonRef.class;
    }

    @Override
    public List<Column> columns(NoSettings config) {
        return List.of(new Column("", ColumnType.TEXT), new Column("_name", ColumnType.TEXT));
    }

    @Override
    public List<@Nullable Object> toColumns(PersonRef value) {
        return Arrays.asList(value.id(), value.name());
    }

    @Override
    public @Nullable PersonRef fromColumns(List<@Nullable Object> columns) {
        String id = (String) columns.getFirst();
        String name = (String) columns.get(1);
        return id == null ? null : new PersonRef(id, name == null ? "" : name);
    }

    @Override
    public Problems validateValue(NoSettings config, PersonRef value) {
        String id = value.id();
        if (id == null && value.name().isBlank()) {
            return Problems.of(Problem.error("field.error.person", ""));
        }
        return Typed.check(value.name(), LONGEST).and(id == null ? Problems.NONE : Typed.check(id, LONGEST));
    }

    @Override
    public String format(PersonRef value, NoSettings config, FormatContext context) {
        String id = value.id();
        return value.name().isEmpty() && id != null ? id : value.name();
    }

    @Override
    public List<Token> tokens(PersonRef value, NoSettings config, FormatContext context) {
        return List.of(new Token(shown(value, context), null, "vaadin:user"));
    }

    /** The name as screens show it: with a mark where the person is known to have left. */
    static String shown(PersonRef person, FormatContext context) {
        String id = person.id();
        String name = person.name().isEmpty() && id != null ? id : person.name();
        return id != null && context.left().test(id) ? name + LEFT.in(context.locale()) : name;
    }

    @Override
    public @Nullable PersonRef parse(String text, NoSettings config, FormatContext context) {
        String name = Typed.trimmed(text);
        return name == null ? null : new PersonRef(null, name);
    }

    @Override
    public Optional<Label> cellHelp(NoSettings config) {
        return Optional.of(Label.of("The full name, or the e-mail address", "姓名或邮箱地址"));
    }

    @Override
    public JsonNode toJson(PersonRef value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (value.id() != null) {
            json.put("id", value.id());
        }
        return json.put("name", value.name());
    }

    @Override
    public @Nullable PersonRef fromJson(JsonNode json, NoSettings config) {
        if (json.isNull()) {
            return null;
        }
        if (json.isString()) {
            String id = Typed.trimmed(json.stringValue());
            return id == null ? null : new PersonRef(id, "");
        }
        JsonNode id = json.path("id");
        JsonNode name = json.path("name");
        if (!json.isObject()
                || !(id.isString() || name.isString())
                || !(id.isString() || id.isMissingNode() || id.isNull())
                || !(name.isString() || name.isMissingNode() || name.isNull())) {
            throw new ValueFormatException("field.error.json.person");
        }
        return new PersonRef(
                id.isString() ? Typed.trimmed(id.stringValue()) : null,
                name.isString() ? name.stringValue().strip() : "");
    }

    @Override
    public FieldEditor<PersonRef> editor(NoSettings config, FieldPresentation presentation, EditorContext context) {
        ComboBox<PersonRef> box = Inputs.present(new ComboBox<>(), presentation);
        box.setItemLabelGenerator(person -> shown(person, context.format()));
        box.setItems(query ->
                context.findPeople(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream());
        return FieldEditor.of(box, person -> person, person -> person);
    }

    @Override
    public List<DynamicDefault> dynamicDefaults() {
        return List.of(new DynamicDefault(ME, Label.of("Whoever fills it in", "当前用户")));
    }

    @Override
    public @Nullable PersonRef dynamicDefault(String word, DefaultContext context) {
        return word.equals(ME) ? context.person() : null;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, NoSettings config) {
        if (other.valueType() == PersonRef.class) {
            return Optional.of(TypeChange.SAFE);
        }
        return other instanceof PeopleFieldType ? Optional.of(TypeChange.CHECKED) : Optional.empty();
    }

    @Override
    public Optional<PersonRef> carried(Object value) {
        return switch (value) {
            case PersonRef person -> Optional.of(person);
            case List<?> several
            when several.size() == 1 && several.getFirst() instanceof PersonRef person -> Optional.of(person);
            case List<?> several
            when several.size() > 1 -> throw new ValueFormatException("field.error.onePerson", several.size());
            default -> Optional.empty();
        };
    }

    @Override
    public Optional<PersonRef> sample(NoSettings config, Locale locale) {
        return Optional.of(new PersonRef("sample", Label.of("Kim Miller", "李明").in(locale)));
    }
}

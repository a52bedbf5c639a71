package dev.millwright.form;

import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.ChoiceOption;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.field.FormatContext;
import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.form.FormEdit.FieldChange;
import dev.millwright.identity.Person;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import dev.millwright.testing.TestPeople;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a designer might do to forms and people might enter, made up by chance over every type of field that the scan finds. */
final class RandomForms {

    /** Texts in the forms of many types; what a type cannot read it refuses. */
    private static final List<String> TEXTS = List.of(
            "7",
            "0",
            "-3",
            "12.5",
            "12.50",
            "007",
            "99",
            "3",
            "1",
            "about 3",
            "15%",
            "是",
            "no",
            "true",
            "2026-03-01",
            "2024-02-29",
            "2026-03-01 08:30",
            "08:30",
            "23:59:59",
            "1:30",
            "72:15",
            "2026-03-01 – 2026-03-05",
            "红",
            "绿",
            "One",
            "Two",
            "one; two",
            "a@example.com",
            "https://example.com/a?b=c",
            "13800138000",
            "010-62345678",
            "{\"a\": 1}",
            "[1, 2]",
            "广东省 / 深圳市 / 南山区",
            "浙江省",
            "Dana Designer",
            "Sam Staff",
            "x",
            " spaced  text ",
            "Ünïcode 汉字 😀",
            "'; drop table a; --",
            "1,234.50",
            "¥ 12.00",
            "★★★",
            "31.2304, 121.4737",
            "12.345678901");

    static final List<String> DEPARTMENTS = List.of("/Assembly", "/Production", "/Production/Line 1");

    private final Random random;
    private final FieldTypes types;
    private final FormPartTypes parts;
    private final FieldResolver resolver;
    private final DefinitionCodec codec;
    private final ZoneId zone;

    RandomForms(
            Random random,
            FieldTypes types,
            FormPartTypes parts,
            FieldResolver resolver,
            DefinitionCodec codec,
            ZoneId zone) {
        this.random = random;
        this.types = types;
        this.parts = parts;
        this.resolver = resolver;
        this.codec = codec;
        this.zone = zone;
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** An editor of a form as the designer has it. */
    FormEditor editor(FormDefinition draft, @Nullable FormDefinition published) {
        return new FormEditor(draft, published, types, parts, codec, Locale.ENGLISH, form -> Problems.NONE);
    }

    /**
     * Changes a form at one place.
     *
     * @param all the forms of the app as they are drafted
     * @return what was done, in words for whoever looks for a fault; empty when chance asked for what cannot be
     */
    Optional<String> edit(FormEditor editor, List<FormDefinition> all) {
        FormDefinition form = editor.definition();
        List<FieldDefinition> fields = form.fields().toList();
        List<FieldDefinition> bound = fields.stream()
                .filter(field -> resolver.resolve(field).isPresent())
                .toList();
        if (bound.isEmpty()) {
            return add(editor, all);
        }
        FieldDefinition field = any(bound);
        try {
            return switch (random.nextInt(16)) {
                case 0, 1 -> add(editor, all);
                case 2 -> fields.size() < 2 ? Optional.empty() : done(editor, new FormEdit.RemoveField(field.id()));
                case 3 ->
                    done(
                            editor,
                            new FormEdit.ChangeField(field.id(), new FieldChange.Label("Label " + random.nextInt(99))));
                case 4 -> done(editor, new FormEdit.MoveFields(List.of(field.id()), anywhere(form)));
                case 5, 6, 7 -> {
                    List<FieldType<?, ?>> others = editor.otherTypes(field).stream()
                            .filter(type -> !type.key().equals(field.type()))
                            .toList();
                    yield others.isEmpty()
                            ? Optional.empty()
                            : done(
                                    editor,
                                    new FormEdit.ChangeField(
                                            field.id(),
                                            new FieldChange.Type(any(others).key())));
                }
                case 8 ->
                    done(editor, new FormEdit.ChangeField(field.id(), new FieldChange.Required(!field.required())));
                case 9 -> done(editor, new FormEdit.ChangeField(field.id(), new FieldChange.Unique(!field.unique())));
                case 10 ->
                    settings(field, all)
                            .flatMap(config -> done(
                                    editor,
                                    new FormEdit.ChangeField(field.id(), new FieldChange.Config("any", config))));
                case 11 -> {
                    List<FieldDefinition> retired = form.retired();
                    yield retired.isEmpty()
                            ? Optional.empty()
                            : done(
                                    editor,
                                    new FormEdit.BringBackField(any(retired).id(), anywhere(form)));
                }
                case 12 ->
                    done(
                            editor,
                            new FormEdit.ChangeField(
                                    field.id(),
                                    new FieldChange.Formula(
                                            field.formula() != null && oneIn(2)
                                                    ? null
                                                    : formula(form, field, all).orElse(null))));
                case 13 -> rule(editor, bound);
                case 14 ->
                    done(
                            editor,
                            new FormEdit.ChangeForm(new FormEdit.FormChange.Together(
                                    oneIn(3) || bound.size() < 2
                                            ? List.of()
                                            : List.of(new UniqueSet(
                                                    UUID.nameUUIDFromBytes(new byte[] {(byte) random.nextInt(9)}),
                                                    List.of(
                                                            bound.getFirst().id(),
                                                            bound.getLast().id()),
                                                    oneIn(2),
                                                    "")))));
                default -> begin(editor, form, field, all);
            };
        } catch (EditRefusedException refused) {
            return Optional.empty();
        }
    }

    private static Optional<String> done(FormEditor editor, FormEdit edit) {
        String text = edit.toString();
        return editor.apply(edit) ? Optional.of(editor.definition().key() + ": " + text) : Optional.empty();
    }

    private Place anywhere(FormDefinition form) {
        SectionDefinition section = any(form.sections());
        return new Place.NewRow(section.id(), random.nextInt(section.rows().size() + 1));
    }

    /** A new field of any type, ready for use as far as a designer can make it so. */
    Optional<String> add(FormEditor editor, List<FormDefinition> all) {
        FieldType<?, ?> type = any(types.all());
        UUID id = new UUID(random.nextLong(), random.nextLong());
        Optional<String> added = done(
                editor,
                new FormEdit.AddField(
                        id,
                        type.key(),
                        "Field " + random.nextInt(999) + (oneIn(3) ? " with a long name that goes on and on" : ""),
                        anywhere(editor.definition())));
        FieldDefinition field = editor.definition().field(id).orElseThrow();
        if (added.isPresent() && (type.valueKind() == ValueKind.CHOICE || leads(type, all) || oneIn(3))) {
            settings(field, all)
                    .ifPresent(config ->
                            editor.apply(new FormEdit.ChangeField(id, new FieldChange.Config("any", config))));
        }
        if (oneIn(3)) {
            formula(editor.definition(), field, all)
                    .ifPresent(text -> editor.apply(new FormEdit.ChangeField(id, new FieldChange.Formula(text))));
        }
        return added.map(words -> words + " "
                + editor.definition().field(id).map(FieldDefinition::toString).orElse(""));
    }

    private static boolean leads(FieldType<?, ?> type, List<FormDefinition> all) {
        return type.linkingTo(all.getFirst().id()).isPresent();
    }

    private Optional<ObjectNode> settings(FieldDefinition field, List<FormDefinition> all) {
        return types.find(field.type()).flatMap(type -> settings(type, field, all));
    }

    private <C> Optional<ObjectNode> settings(FieldType<C, ?> type, FieldDefinition field, List<FormDefinition> all) {
        return codec.tried(type, field.config(), config -> {
                    C changed = type.linkingTo(any(all).id())
                            .filter(_ -> type.target(config)
                                            .or(() -> type.targetOfMany(config))
                                            .isEmpty()
                                    || oneIn(2))
                            .orElse(config);
                    List<ChoiceOption> options = type.options(changed);
                    if (options.isEmpty() || oneIn(2)) {
                        changed = type.withOptions(changed, options(options)).orElse(changed);
                    }
                    for (ConfigProperty<C, ?> property : type.properties()) {
                        if (oneIn(2)) {
                            changed = set(property, changed);
                        }
                    }
                    return (ObjectNode) codec.tree(changed);
                })
                .filter(config -> !config.equals(field.config()));
    }

    private List<ChoiceOption> options(List<ChoiceOption> before) {
        List<ChoiceOption> options = new ArrayList<>(before);
        if (options.size() > 1 && oneIn(2)) {
            options.remove(random.nextInt(options.size()));
        }
        String label = any(List.of("红", "绿", "One", "Two", "7", "12.5", "x")) + (oneIn(3) ? random.nextInt(9) : "");
        boolean known = options.stream().anyMatch(option -> option.label().equals(label));
        if (!known) {
            options.add(new ChoiceOption("o" + Math.floorMod(label.hashCode(), 10_000), label, "blue", false));
        }
        return options;
    }

    @SuppressWarnings("unchecked") // the property's kind says what it takes
    private <C, T extends @Nullable Object> C set(ConfigProperty<C, T> property, C config) {
        if (!property.visible().test(config)) {
            return config;
        }
        Object value = switch (property.kind()) {
            case PropertyKind.Toggle _ -> oneIn(2);
            case PropertyKind.Choice(List<PropertyKind.Choice.Option> options) ->
                any(options).value();
            case PropertyKind.Whole(long min, long max) ->
                oneIn(3) ? null : Math.max(min, Math.min(max, (long) random.nextInt(12)));
            case PropertyKind.Text _ -> oneIn(2) ? "" : "mm";
            case PropertyKind.Custom<?> _ -> property.getter().apply(config);
        };
        return property.wither().apply(config, (T) value);
    }

    /** Copies, values of linked records, and what records that lead here come to. */
    private Optional<String> formula(FormDefinition form, FieldDefinition field, List<FormDefinition> all) {
        PublishedField<?, ?> target = resolver.resolve(field).orElse(null);
        if (target == null || !target.type().takesFormula()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (FieldDefinition other : form.fields().toList()) {
            PublishedField<?, ?> one = resolver.resolve(other).orElse(null);
            if (one == null || other.id().equals(field.id())) {
                continue;
            }
            if (one.nameType() == target.nameType()) {
                texts.add(other.key());
            }
            one.target()
                    .flatMap(id -> all.stream()
                            .filter(linked -> linked.id().equals(id))
                            .findFirst())
                    .ifPresent(linked -> linked.fields()
                            .flatMap(there -> resolver.resolve(there).stream())
                            .filter(there -> there.nameType() == target.nameType())
                            .forEach(there -> texts.add(other.key() + "." + there.key())));
        }
        for (FormDefinition other : all) {
            List<PublishedField<?, ?>> there = other.fields()
                    .<PublishedField<?, ?>>flatMap(one -> resolver.resolve(one).stream())
                    .toList();
            boolean once = there.stream()
                            .filter(one ->
                                    one.target().filter(form.id()::equals).isPresent())
                            .count()
                    == 1;
            if (once && target.kind() == ValueKind.NUMBER) {
                there.stream()
                        .filter(one -> one.kind() == ValueKind.NUMBER)
                        .forEach(one -> texts.add("SUM(" + other.key() + "." + one.key() + ")"));
            }
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(any(texts));
    }

    private Optional<String> rule(FormEditor editor, List<FieldDefinition> bound) {
        List<FormRule> rules = editor.definition().rules();
        if (!rules.isEmpty() && oneIn(2)) {
            return done(editor, new FormEdit.RemoveRule(any(rules).id()));
        }
        List<UUID> of = List.of(any(bound).id());
        RuleAction action = switch (random.nextInt(5)) {
            case 0 -> new RuleAction.Hide(of);
            case 1 -> new RuleAction.Require(of);
            case 2 -> new RuleAction.Lock(of);
            case 3 -> new RuleAction.Clear(of);
            default -> new RuleAction.Warn(null, "Look at it");
        };
        UUID id = new UUID(random.nextLong(), random.nextLong());
        String when = any(bound).key() + " = null";
        return done(
                editor,
                new FormEdit.AddRule(new FormRule(id, "Rule " + random.nextInt(99), true, when, List.of(action)), 0));
    }

    /** A default: a value, a word, or an expression. */
    private Optional<String> begin(
            FormEditor editor, FormDefinition form, FieldDefinition field, List<FormDefinition> all) {
        PublishedField<?, ?> of = resolver.resolve(field).orElseThrow();
        if (!of.isEntered()) {
            return Optional.empty();
        }
        JsonNode begins = oneIn(3)
                ? formula(form, field, all)
                        .map(text -> field.withDefaultFormula(text).defaultValue())
                        .orElse(null)
                : value(of, ids -> List.of()).map(of::toJson).orElse(null);
        return done(editor, new FormEdit.ChangeField(field.id(), new FieldChange.Default(begins)));
    }

    /**
     * A value that somebody might enter.
     *
     * @param records ids of the records of a form
     */
    Optional<Object> value(PublishedField<?, ?> field, Function<UUID, List<UUID>> records) {
        if (field.leadsTo().isPresent()) {
            List<UUID> ids = records.apply(field.leadsTo().get());
            if (ids.isEmpty()) {
                return Optional.empty();
            }
            return field.target().isPresent()
                    ? Optional.of(RecordRef.to(any(ids)))
                    : Optional.ofNullable(RecordRefs.of(Stream.generate(() -> RecordRef.to(any(ids)))
                            .limit(1 + random.nextInt(3))
                            .toList()));
        }
        if (field.kind() == ValueKind.FILE) {
            return Optional.empty();
        }
        if (field.isPerson()) {
            Person person = any(List.of(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA));
            PersonRef one = new PersonRef(person.id(), person.name());
            return Optional.of(field.type().valueType() == PersonRef.class ? one : List.of(one));
        }
        if (field.type().namesDepartment()) {
            String one = any(DEPARTMENTS);
            return Optional.of(field.type().valueType() == String.class ? one : List.of(one));
        }
        FormatContext context = new FormatContext(oneIn(2) ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE, zone);
        for (int i = 0; i < 12; i++) {
            String text = field.options().isEmpty() || oneIn(4)
                    ? any(TEXTS)
                    : any(field.options()).label();
            try {
                Object value = field.parse(text, context);
                if (value != null && !field.validate(value).hasErrors()) {
                    return Optional.of(value);
                }
            } catch (DomainException refused) {
                // Not in that form.
            }
        }
        return sample(field).filter(value -> !field.validate(value).hasErrors());
    }

    private static <C, V> Optional<Object> sample(PublishedField<C, V> field) {
        return field.type().sample(field.config(), Locale.ENGLISH).map(Objects::requireNonNull);
    }
}

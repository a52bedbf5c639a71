package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.Deletion;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.Token;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Texts;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Links to any number of records of another form, also of another app, in an order. */
@Component
class LinksFieldType implements FieldType<LinksFieldType.Config, RecordRefs> {

    /** How many records a value may hold. */
    static final int MOST = 1_000;

    /** A list shows that many titles and how many more there are. */
    private static final int IN_LISTS = 12;

    private static final String EXPECTED = "field.error.json.links";

    /**
     * @param form the form linked to; null until the designer has chosen one
     * @param options which of its records may be chosen; null for all
     * @param deletion what happens when the linked record is deleted; null for nothing
     */
    record Config(
            @Nullable UUID form,
            @Nullable String options,
            @Nullable String deletion) {

        Config(@Nullable UUID form) {
            this(form, null, null);
        }

        String condition() {
            return options == null ? "" : options;
        }
    }

    /** The form that such a configuration leads to. */
    static Optional<UUID> leadsTo(Object config) {
        return config instanceof Config links ? Optional.ofNullable(links.form()) : Optional.empty();
    }

    @Override
    public String key() {
        return "links";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Link to several records", "关联多条记录"),
                Label.of(
                        "Any number of records of another form, such as the machines that a spare part fits",
                        "引用另一张表单中的任意多条记录，如备件适用的设备"),
                "vaadin:connect",
                Groups.LINKS,
                Groups.FIRST_LINK + 11);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(null);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, @Nullable UUID>of(
                        "form",
                        LinkFieldType.FORM,
                        new PropertyKind.Custom<@Nullable UUID>(LinkFieldType::targetPicker),
                        Config::form,
                        // What could be asked of records of another form says nothing about those.
                        (config, form) -> new Config(form, null, config.deletion())),
                ConfigProperty.<Config, LinkOptions>of(
                        "options",
                        LinkOptions.LABEL,
                        new PropertyKind.Custom<>(LinkOptions::editor),
                        config -> new LinkOptions(config.form(), config.condition()),
                        (config, options) -> new Config(config.form(), options.kept(), config.deletion())),
                ConfigProperty.of(
                        "deletion",
                        LinkDeletion.LABEL,
                        LinkDeletion.CHOICE,
                        config -> LinkDeletion.key(config.deletion()),
                        (config, deletion) ->
                                new Config(config.form(), config.options(), LinkDeletion.kept(deletion))));
    }

    @Override
    public Problems validate(Config config) {
        Problems problems = LinkDeletion.problems(config.deletion());
        return config.form() == null ? problems.and(Problem.error("field.config.link.form", "form")) : problems;
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.REFERENCES;
    }

    @Override
    public Class<RecordRefs> valueType() {
        return RecordRefs.class;
    }

    @Override
    public List<Column> columns(Config config) {
        return Column.one(ColumnType.UUID_ARRAY);
    }

    @Override
    public List<@Nullable Object> toColumns(RecordRefs value) {
        UUID[] ids = value.ids().toArray(UUID[]::new);
        return Arrays.asList(ids.length == 0 ? null : (Object) ids);
    }

    @Override
    public @Nullable RecordRefs fromColumns(List<@Nullable Object> columns) {
        Object[] ids = (Object[]) columns.getFirst();
        return ids == null || ids.length == 0
                ? null
                : new RecordRefs(Arrays.stream(ids)
                        .map(UUID.class::cast)
                        .map(RecordRef::to)
                        .toList());
    }

    @Override
    public Problems validateValue(Config config, RecordRefs value) {
        if (value.records().size() > MOST) {
            return Problems.of(Problem.error(
                    "field.error.links.tooMany", "", MOST, value.records().size()));
        }
        Problems problems = Problems.NONE;
        for (RecordRef record : value.records()) {
            String key = record.key();
            problems = key == null ? problems : problems.and(Typed.check(key, LinkFieldType.LONGEST));
        }
        return problems;
    }

    @Override
    public String format(RecordRefs value, Config config, FormatContext context) {
        return value.records().stream()
                .map(record -> ListOfNames.written(LinkFieldType.shown(record, context.locale())))
                .collect(Collectors.joining(Texts.language(context.locale()).equals(Locale.ENGLISH) ? "; " : "；"));
    }

    @Override
    public List<Token> tokens(RecordRefs value, Config config, FormatContext context) {
        List<RecordRef> records = value.records();
        if (records.size() <= IN_LISTS) {
            return List.of(Token.text(format(value, config, context)));
        }
        RecordRefs first = new RecordRefs(records.subList(0, IN_LISTS));
        return List.of(Token.text(format(first, config, context) + " +" + (records.size() - IN_LISTS)));
    }

    @Override
    public @Nullable RecordRefs parse(String text, Config config, FormatContext context) {
        return RecordRefs.of(
                ListOfNames.read(text).stream().map(LinkFieldType::named).toList());
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of(
                "The keys or titles of the linked records with a semicolon between them; one that has a semicolon in it stands in quotation marks",
                "关联记录的编号或标题，用分号隔开；本身含分号的标题请加双引号"));
    }

    @Override
    public JsonNode toJson(RecordRefs value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        value.records().forEach(record -> array.add(LinkFieldType.json(record)));
        return array;
    }

    @Override
    public @Nullable RecordRefs fromJson(JsonNode json, Config config) {
        if (json.isNull()) {
            return null;
        }
        if (!json.isArray()) {
            throw new ValueFormatException(EXPECTED);
        }
        if (json.size() > MOST) {
            throw new ValueFormatException("field.error.links.tooMany", MOST, json.size());
        }
        List<RecordRef> records = new ArrayList<>();
        Set<RecordRef> known = new HashSet<>();
        for (JsonNode one : json) {
            RecordRef record = LinkFieldType.read(one, EXPECTED);
            if (!known.add(record)) {
                throw new ValueFormatException(
                        "field.error.links.twice", String.valueOf(record.id() == null ? record.key() : record.id()));
            }
            records.add(record);
        }
        return RecordRefs.of(records);
    }

    @Override
    public FieldEditor<RecordRefs> editor(Config config, FieldPresentation presentation, EditorContext context) {
        MultiSelectComboBox<RecordRef> box = Inputs.present(new MultiSelectComboBox<>(), presentation);
        box.setItemLabelGenerator(record -> LinkFieldType.shown(record, context.locale()));
        box.setRenderer(LinkFieldType.inLists(context.locale()));
        box.setI18n(OptionsEditor.multiSelectTexts(context));
        // What is chosen is read in full.
        box.setAutoExpand(MultiSelectComboBox.AutoExpandMode.VERTICAL);
        UUID form = config.form();
        if (form == null) {
            box.setItems(List.of());
            return FieldEditor.of(
                    box, chosen -> RecordRefs.of(List.copyOf(chosen)), value -> new LinkedHashSet<>(value.records()));
        }
        return new LinkPicker(form, context).several(box);
    }

    @Override
    public Optional<UUID> targetOfMany(Config config) {
        return Optional.ofNullable(config.form());
    }

    @Override
    public String narrowing(Config config) {
        return config.condition();
    }

    @Override
    public Optional<Config> narrowedBy(Config config, String condition) {
        return Optional.of(
                new Config(config.form(), new LinkOptions(config.form(), condition).kept(), config.deletion()));
    }

    @Override
    public Deletion deletion(Config config) {
        return LinkDeletion.of(config.deletion());
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        UUID form = config.form();
        boolean same = otherConfig instanceof Config old
                ? Objects.equals(old.form(), form)
                : otherConfig instanceof LinkFieldType.Config one && Objects.equals(one.form(), form);
        return same ? Optional.of(TypeChange.SAFE) : Optional.empty();
    }

    @Override
    public Optional<RecordRefs> carried(Object value) {
        return value instanceof RecordRef one ? Optional.of(new RecordRefs(List.of(one))) : Optional.empty();
    }

    @Override
    public Optional<RecordRefs> sample(Config config, Locale locale) {
        RecordRef first = LinkFieldType.sample(locale);
        RecordRef second = new RecordRef(
                new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0002L),
                null,
                Label.of("Another record", "另一条记录").in(locale));
        return Optional.of(new RecordRefs(List.of(first, second)));
    }
}

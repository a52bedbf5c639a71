package dev.millwright.field.type;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.Deletion;
import dev.millwright.field.EditorContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldPresentation;
import dev.millwright.field.FieldType;
import dev.millwright.field.FormatContext;
import dev.millwright.field.LinkTargets;
import dev.millwright.field.LinkTargets.LinkTarget;
import dev.millwright.field.RecordRef;
import dev.millwright.field.RecordRefs;
import dev.millwright.field.TypeChange;
import dev.millwright.field.ValueFormatException;
import dev.millwright.schema.ColumnType;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Untitled;
import dev.millwright.shared.ValueKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A link to a record of another form, also of another app. */
@Component
class LinkFieldType implements FieldType<LinkFieldType.Config, RecordRef> {

    static final Label FORM = Label.of("Links to", "关联表单");
    private static final Label HIDDEN = Label.of("A record not shared with you", "未与您共享的记录");
    static final long LONGEST = 500;

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

    @Override
    public String key() {
        return "link";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Link to a record", "关联记录"),
                Label.of("A record of another form, such as the order of a delivery", "引用另一张表单中的记录，如送货单对应的订单"),
                "vaadin:link",
                Groups.LINKS,
                Groups.FIRST_LINK + 10);
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
                        FORM,
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

    static com.vaadin.flow.component.Component targetPicker(
            PropertyContext context, PropertyKind.ValueAccess<@Nullable UUID> value) {
        List<LinkTarget> targets =
                context.port(LinkTargets.class).map(LinkTargets::targets).orElse(List.of());
        ComboBox<LinkTarget> box = new ComboBox<>(FORM.in(context.locale()));
        box.setWidthFull();
        box.setManualValidation(true);
        box.setItems(targets);
        box.setItemLabelGenerator(
                target -> target.sameApp() ? target.label() : target.appLabel() + " › " + target.label());
        targets.stream()
                .filter(target -> target.form().equals(value.get()))
                .findFirst()
                .ifPresent(box::setValue);
        box.addValueChangeListener(event -> {
            LinkTarget chosen = event.getValue();
            UUID form = chosen == null ? null : chosen.form();
            if (!Objects.equals(form, value.get())) {
                value.set(form);
            }
        });
        return box;
    }

    @Override
    public Problems validate(Config config) {
        Problems problems = LinkDeletion.problems(config.deletion());
        return config.form() == null ? problems.and(Problem.error("field.config.link.form", "form")) : problems;
    }

    @Override
    public ValueKind valueKind() {
        return ValueKind.REFERENCE;
    }

    @Override
    public Class<RecordRef> valueType() {
        return RecordRef.class;
    }

    @Override
    public List<Column> columns(Config config) {
        return Column.one(ColumnType.UUID);
    }

    @Override
    public List<@Nullable Object> toColumns(RecordRef value) {
        return Arrays.asList(value.id());
    }

    @Override
    public @Nullable RecordRef fromColumns(List<@Nullable Object> columns) {
        UUID id = (UUID) columns.getFirst();
        return id == null ? null : RecordRef.to(id);
    }

    @Override
    public Problems validateValue(Config config, RecordRef value) {
        String key = value.key();
        return key == null ? Problems.NONE : Typed.check(key, LONGEST);
    }

    @Override
    public String format(RecordRef value, Config config, FormatContext context) {
        return shown(value, context.locale());
    }

    /** What people read of a link. */
    static String shown(RecordRef value, Locale locale) {
        String title = value.title() != null ? value.title() : value.key();
        return title != null ? Untitled.shown(value.id(), title, locale) : HIDDEN.in(locale);
    }

    @Override
    public @Nullable RecordRef parse(String text, Config config, FormatContext context) {
        String key = Typed.trimmed(text);
        return key == null ? null : named(key);
    }

    /** By its id, key or title. */
    static RecordRef named(String key) {
        return Ids.parse(key).map(RecordRef::to).orElseGet(() -> RecordRef.byKey(key));
    }

    @Override
    public Optional<Label> cellHelp(Config config) {
        return Optional.of(Label.of("The key or the title of the linked record", "关联记录的编号或标题"));
    }

    @Override
    public JsonNode toJson(RecordRef value) {
        return json(value);
    }

    static ObjectNode json(RecordRef value) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (value.id() == null) {
            return json.put("key", value.key());
        }
        json.put("id", value.id().toString());
        return value.title() == null ? json : json.put("title", value.title());
    }

    @Override
    public @Nullable RecordRef fromJson(JsonNode json, Config config) {
        return json.isNull() ? null : read(json, "field.error.json.link");
    }

    /** One link: an id, or an object with id or key. */
    static RecordRef read(JsonNode json, String expectation) {
        JsonNode id = json.isObject() ? json.path("id") : json;
        if (id.isString()) {
            return Ids.parse(id.stringValue())
                    .map(RecordRef::to)
                    .orElseThrow(() -> new ValueFormatException(expectation));
        }
        JsonNode key = json.path("key");
        if (!key.isString() || key.stringValue().isBlank()) {
            throw new ValueFormatException(expectation);
        }
        return RecordRef.byKey(key.stringValue().strip());
    }

    @Override
    public FieldEditor<RecordRef> editor(Config config, FieldPresentation presentation, EditorContext context) {
        ComboBox<RecordRef> box = Inputs.present(new ComboBox<>(), presentation);
        box.setItemLabelGenerator(record -> format(record, config, context.format()));
        box.setRenderer(inLists(context.locale()));
        UUID form = config.form();
        if (form == null) {
            box.setItems(List.of());
            return FieldEditor.of(box, record -> record, record -> record);
        }
        return new LinkPicker(form, context).one(box);
    }

    /** A record among those to choose from. */
    static LitRenderer<RecordRef> inLists(Locale locale) {
        return LitRenderer.<RecordRef>of(
                        "<div>${item.title}</div><div class=\"mw-secondary\" ?hidden=\"${!item.key}\">${item.key}</div>")
                .withProperty("title", record -> shown(record, locale))
                .withProperty(
                        "key",
                        record -> LinkPicker.isNew(record) || Objects.equals(record.key(), record.title())
                                ? null
                                : record.key());
    }

    @Override
    public Optional<UUID> target(Config config) {
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
    public Optional<Config> linkingTo(UUID form) {
        return Optional.of(new Config(form));
    }

    @Override
    public boolean supportsUnique() {
        return true;
    }

    @Override
    public Optional<TypeChange> changeFrom(FieldType<?, ?> other, Object otherConfig, Config config) {
        if (otherConfig instanceof Config old && Objects.equals(old.form(), config.form())) {
            return Optional.of(TypeChange.SAFE);
        }
        // Of several records there may be more than one.
        return LinksFieldType.leadsTo(otherConfig).equals(Optional.ofNullable(config.form()))
                ? Optional.of(TypeChange.CHECKED)
                : Optional.empty();
    }

    @Override
    public Optional<RecordRef> carried(Object value) {
        if (value instanceof RecordRefs several && several.records().size() > 1) {
            throw new ValueFormatException(
                    "field.error.links.several", several.records().size());
        }
        return value instanceof RecordRefs several
                ? Optional.of(several.records().getFirst())
                : Optional.empty();
    }

    @Override
    public Optional<RecordRef> sample(Config config, Locale locale) {
        return Optional.of(sample(locale));
    }

    static RecordRef sample(Locale locale) {
        return new RecordRef(
                new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0001L),
                null,
                Label.of("Sample record", "示例记录").in(locale));
    }
}

package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.PropertyContext;
import dev.millwright.extension.PropertyKind;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormEdit;
import dev.millwright.form.FormEdit.FieldChange;
import dev.millwright.form.FormEditor;
import dev.millwright.form.PublishedField;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import dev.millwright.ui.Icons;
import dev.millwright.ui.PropertyPanel;
import dev.millwright.ui.SettingsLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings of one field: what one sets for nearly every field, what its type is about, and then the rest. */
final class FieldSettings extends Composite<Div> {

    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_HELP = 1_000;
    private static final Set<String> TYPED = Set.of("label", "key", "help", "placeholder", "formula");

    private final FieldDefinition built;
    private final boolean frozen;
    private final FieldResolver resolver;
    private final DesignPorts ports;
    private final SettingsListener listener;
    private final List<PropertyPanel<Shown>> general;
    private final Span key = new Span();
    private FieldDefinition present;
    private @Nullable TypeSettings<?> own;

    FieldSettings(
            FieldDefinition field,
            FormEditor editor,
            FieldTypes types,
            FieldResolver resolver,
            DefinitionCodec codec,
            DesignPorts ports,
            SettingsListener listener,
            Consumer<UUID> uses) {
        this.built = field;
        this.frozen = editor.frozen(field.id());
        this.present = field;
        this.resolver = resolver;
        this.ports = ports;
        this.listener = listener;
        Optional<FieldType<?, ?>> type = types.find(field.type());
        getContent().addClassName("mw-settings");
        String typeName = type.map(found -> t(found.descriptor().label())).orElse(field.type());
        H3 title = new H3(typeName);
        Div head = new Div(
                Icons.of(type.map(found -> found.descriptor().icon()).orElse("vaadin:question-circle-o")), title, key);
        head.addClassName("mw-settings-head");
        key.addClassName("mw-settings-key");
        Shown shown = new Shown(field, null);
        boolean entered =
                type.isPresent() && bound(field).map(PublishedField::isEntered).orElse(false);
        PropertyPanel<Shown> basics = new PropertyPanel<>(ports, basics(type, entered), shown, this::edited);
        PropertyPanel<Shown> rest = new PropertyPanel<>(ports, rest(editor, type, entered), shown, this::edited);
        general = List.of(basics, rest);
        getContent().add(head, basics);
        bound(field).ifPresent(bound -> addOwn(bound, typeName, codec));
        getContent().add(SettingsLayout.heading(t("form.settings.more")), rest);
        Button where = new Button(t("form.uses.show"), Icons.of("vaadin:search"), click -> uses.accept(built.id()));
        where.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        getContent().add(where);
        if (type.isEmpty()) {
            Span note = new Span(t("form.settings.unknownType"));
            note.addClassName("mw-hint");
            getContent().add(note);
        }
    }

    /** Whether it can show the field as it now is, or has to be made anew. */
    boolean fits(FieldDefinition field, FormEditor editor) {
        return field.id().equals(built.id())
                && editor.frozen(field.id()) == frozen
                && field.type().equals(built.type())
                && (field.formula() == null) == (built.formula() == null)
                && bound(field).isPresent() == (own != null || bound(built).isPresent());
    }

    void update(FieldDefinition field, Problems problems) {
        boolean changed = !field.config().equals(present.config());
        present = field;
        key.setText(field.key());
        general.forEach(panel -> panel.update(new Shown(field, null), problems));
        TypeSettings<?> settings = own;
        if (settings != null) {
            settings.update(field, problems);
        }
        if (changed) {
            // A default is entered by the field itself, so it has to follow the field's settings.
            general.forEach(PropertyPanel::refresh);
        }
    }

    /** Makes anew what depends on the rest of the form. */
    void refresh() {
        TypeSettings<?> settings = own;
        if (settings != null) {
            settings.panel.refresh();
        }
    }

    private Optional<PublishedField<?, ?>> bound(FieldDefinition field) {
        return resolver.resolve(field);
    }

    private <C, V> void addOwn(PublishedField<C, V> field, String typeName, DefinitionCodec codec) {
        if (field.type().properties().isEmpty()) {
            return;
        }
        TypeSettings<C> settings = new TypeSettings<>(field, codec);
        own = settings;
        getContent().add(SettingsLayout.heading(typeName), settings.panel);
    }

    private void edited(Shown shown, String property) {
        FieldChange change = shown.change();
        if (change != null) {
            listener.edit(new FormEdit.ChangeField(built.id(), change), TYPED.contains(property) && !isChoice(change));
        }
    }

    /** To begin a formula, or to do without, is a step of its own. */
    private static boolean isChoice(FieldChange change) {
        return change instanceof FieldChange.Formula(var formula) && (formula == null || formula.isEmpty());
    }

    private List<ConfigProperty<Shown, ?>> basics(Optional<FieldType<?, ?>> type, boolean entered) {
        List<ConfigProperty<Shown, ?>> properties = new ArrayList<>();
        properties.add(text("label", LONGEST_LABEL, false, FieldDefinition::label, FieldChange.Label::new));
        if (entered) {
            properties.add(property(
                    "required", new PropertyKind.Toggle(), FieldDefinition::required, FieldChange.Required::new));
        }
        if (entered && type.map(FieldType::supportsUnique).orElse(false)) {
            properties.add(
                    property("unique", new PropertyKind.Toggle(), FieldDefinition::unique, FieldChange.Unique::new));
        }
        if (bound(built)
                .filter(field -> field.type().takesFormula() && !field.isGenerated())
                .isPresent()) {
            properties.add(this.<@Nullable String>property(
                    "formula",
                    new PropertyKind.Custom<@Nullable String>(
                            (context, value) -> new FormulaSetting(present, ports, value)),
                    FieldDefinition::formula,
                    FieldChange.Formula::new));
        }
        return properties;
    }

    private List<ConfigProperty<Shown, ?>> rest(FormEditor editor, Optional<FieldType<?, ?>> type, boolean entered) {
        List<ConfigProperty<Shown, ?>> properties = new ArrayList<>();
        properties.add(text("help", LONGEST_HELP, true, FieldDefinition::help, FieldChange.Help::new));
        boolean files = bound(built).map(b -> b.kind() == ValueKind.FILE).orElse(false);
        if (entered
                && !files
                && bound(built).map(b -> b.kind() != ValueKind.BOOLEAN).orElse(false)) {
            properties.add(text(
                    "placeholder", LONGEST_LABEL, false, FieldDefinition::placeholder, FieldChange.Placeholder::new));
        }
        // What a record begins with is the same for all, and a file belongs to those who see its record.
        if (entered && !files) {
            properties.add(this.<@Nullable JsonNode>property(
                    "defaultValue",
                    new PropertyKind.Custom<@Nullable JsonNode>(this::defaultEditor),
                    FieldDefinition::defaultValue,
                    FieldChange.Default::new));
        }
        if (editor.frozen(built.id())) {
            properties.add(property(
                    "key",
                    new PropertyKind.Custom<>((context, value) -> fixedKey(value.get())),
                    FieldDefinition::key,
                    FieldChange.Key::new));
        } else {
            properties.add(text("key", 41, false, FieldDefinition::key, FieldChange.Key::new)
                    .withHelp(label("form.settings.key.help")));
        }
        List<FieldType<?, ?>> others = editor.otherTypes(built);
        if (others.size() > 1 && type.isPresent()) {
            List<PropertyKind.Choice.Option> options = editor.types().stream()
                    .map(other -> new PropertyKind.Choice.Option(
                            other.key(),
                            other.descriptor().label(),
                            others.contains(other) ? null : label("form.settings.type.not")))
                    .toList();
            properties.add(
                    property("type", new PropertyKind.Choice(options), FieldDefinition::type, FieldChange.Type::new));
        }
        return properties;
    }

    private static Component fixedKey(String key) {
        TextField field = new TextField(t("form.settings.key"));
        field.setValue(key);
        field.setReadOnly(true);
        field.setHelperText(t("form.settings.key.frozen"));
        field.setWidthFull();
        return field;
    }

    private Component defaultEditor(PropertyContext context, PropertyKind.ValueAccess<@Nullable JsonNode> value) {
        return resolver.resolve(present)
                .<Component>map(bound -> new DefaultValueEditor<>(bound, ports, value))
                .orElseGet(Div::new);
    }

    private ConfigProperty<Shown, String> text(
            String name,
            int longest,
            boolean multiline,
            Function<FieldDefinition, String> getter,
            Function<String, FieldChange> change) {
        return property(name, new PropertyKind.Text(longest, multiline), getter, change);
    }

    private <T extends @Nullable Object> ConfigProperty<Shown, T> property(
            String name, PropertyKind<T> kind, Function<FieldDefinition, T> getter, Function<T, FieldChange> change) {
        return ConfigProperty.of(
                name,
                label("form.settings." + name),
                kind,
                shown -> getter.apply(shown.field()),
                (shown, value) -> new Shown(shown.field(), change.apply(value)));
    }

    private Label label(String key) {
        String text = ports.texts().text(ports.locale(), key, FormDefinition.MAX_FIELDS);
        return Label.of(text, text);
    }

    /** A field and, on its way out of the panel, what is to be changed about it. */
    record Shown(FieldDefinition field, @Nullable FieldChange change) {}

    /** The settings that the type itself has. */
    private final class TypeSettings<C> {

        private final PublishedField<C, ?> bound;
        private final PropertyPanel<C> panel;
        private final DefinitionCodec codec;

        TypeSettings(PublishedField<C, ?> bound, DefinitionCodec codec) {
            this.bound = bound;
            this.codec = codec;
            List<ConfigProperty<C, ?>> properties = bound.type().properties();
            this.panel = new PropertyPanel<>(
                    ports,
                    properties,
                    bound.config(),
                    (config, property) -> listener.edit(
                            new FormEdit.ChangeField(
                                    built.id(), new FieldChange.Config(property, (ObjectNode) codec.tree(config))),
                            properties.stream()
                                    .anyMatch(p -> p.name().equals(property)
                                            && (p.kind() instanceof PropertyKind.Text
                                                    || p.kind() instanceof PropertyKind.Whole))));
        }

        void update(FieldDefinition field, Problems problems) {
            C config = codec.settings(bound.type(), field.config());
            panel.update(config, SettingsListener.below("config", problems));
        }
    }
}

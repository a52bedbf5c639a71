package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.Extension;
import dev.millwright.field.DefaultContext;
import dev.millwright.field.FieldEditor;
import dev.millwright.field.FieldType;
import dev.millwright.field.FieldTypes;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FieldResolver;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.FormEditor;
import dev.millwright.form.FormPartTypes;
import dev.millwright.form.LinesDesign;
import dev.millwright.form.PublishedField;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.form.SectionDisplay;
import dev.millwright.form.Selection;
import dev.millwright.form.spi.FormPartType;
import dev.millwright.form.spi.PartContext;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Palette and canvas. The arrangement goes to the browser as data; the real components of the fields hang below it side by
 * side and are named by their fields' ids, so that an edit makes anew only the component of a field that changed.
 */
@Tag("mw-form-designer")
@JsModule("./form-designer/form-designer.ts")
final class FormCanvas extends Component implements HasSize {

    private static final Logger LOG = LoggerFactory.getLogger(FormCanvas.class);

    private static final List<String> TEXTS = List.of(
            "palette",
            "search",
            "nothingFound",
            "emptyTitle",
            "emptyText",
            "emptySection",
            "section",
            "sectionTitle",
            "untitled",
            "addSection",
            "newSection",
            "newTab",
            "newStep",
            "display.COLLAPSIBLE",
            "display.COLLAPSED",
            "display.TAB",
            "display.STEP",
            "dragSection",
            "sectionUp",
            "sectionDown",
            "removeSection",
            "drag",
            "duplicate",
            "duplicateKeys",
            "remove",
            "removeKeys",
            "label",
            "unknownType",
            "keys",
            "added",
            "moved",
            "movedSection",
            "removed",
            "removedSection",
            "duplicated",
            "cancelled",
            "undone",
            "redone");

    /** The ways in which sections stand that the palette has, and their icons. */
    private static final Map<SectionDisplay, String> SECTIONS = new EnumMap<>(Map.of(
            SectionDisplay.PLAIN, "vaadin:form",
            SectionDisplay.TAB, "vaadin:tabs",
            SectionDisplay.STEP, "vaadin:step-forward"));

    private final FieldTypes types;
    private final FormPartTypes parts;
    private final FieldResolver resolver;
    private final DesignPorts context;
    private final DefaultContext defaults;
    private final LinesDrafts lines;
    private final Consumer<CanvasCommand> commands;
    private final Map<UUID, Card> cards = new HashMap<>();
    private int acknowledged;

    FormCanvas(
            FieldTypes types,
            FormPartTypes parts,
            FieldResolver resolver,
            DesignPorts context,
            DefaultContext defaults,
            LinesDrafts lines,
            boolean takesLines,
            Consumer<CanvasCommand> commands) {
        this.lines = lines;
        this.types = types;
        this.parts = parts;
        this.resolver = resolver;
        this.context = context;
        this.defaults = defaults;
        this.commands = commands;
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        // The browser puts in the arguments itself.
        TEXTS.forEach(key -> texts.put(key, t("form.canvas." + key, "{0}", "{1}")));
        texts.put("name", t("form.settings.label"));
        texts.put("formSettings", t("form.settings.form"));
        texts.put("sectionSettings", t("form.settings.section"));
        getElement().setPropertyJson("texts", texts);
        ArrayNode palette = JsonNodeFactory.instance.arrayNode();
        types.all().forEach(type -> palette.add(paletteType(type)));
        for (ComputedPreset preset : ComputedPreset.values()) {
            palette.add(JsonNodeFactory.instance
                    .objectNode()
                    .put("key", preset.key())
                    .put("label", t(preset.text("label")))
                    .put("help", t(preset.text("hint")))
                    .put("icon", preset.icon())
                    .put("group", t("form.preset.group")));
        }
        parts.all().stream()
                .filter(type -> takesLines || !LinesDesign.wantsForm(type))
                .forEach(type -> palette.add(paletteType(type)));
        SECTIONS.forEach((display, icon) -> palette.add(JsonNodeFactory.instance
                .objectNode()
                .put("key", "section-" + display.name().toLowerCase(Locale.ROOT))
                .put("label", t("form.palette.section." + display))
                .put("help", t("form.palette.section." + display + ".help"))
                .put("icon", icon)
                .put("group", t("form.palette.layout"))
                .put("section", display.name())));
        getElement().setPropertyJson("types", palette);
    }

    /** Shows the form as it stands, with what is wrong beside the fields. */
    void show(FormEditor editor, Problems problems) {
        FormDefinition form = editor.definition();
        Map<UUID, FieldDefinition> fields =
                form.fields().collect(Collectors.toMap(FieldDefinition::id, field -> field, (a, b) -> a));
        cards.entrySet().removeIf(entry -> {
            boolean gone = !fields.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().holder().getElement().removeFromParent();
            }
            return gone;
        });
        fields.values().forEach(this::showCard);
        Map<String, Problem> worst = problems.stream()
                .collect(Collectors.toMap(
                        problem -> problem.path().split("\\.", 2)[0],
                        problem -> problem,
                        (a, b) -> a.severity() == Severity.ERROR ? a : b));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ack", acknowledged).put("label", form.label());
        json.set("selected", selected(editor.selection()));
        ArrayNode sections = json.putArray("sections");
        form.sections().forEach(section -> sections.add(section(section, worst)));
        getElement().setPropertyJson("form", json);
    }

    void setReadOnly(boolean readOnly) {
        getElement().setProperty("readOnly", readOnly);
    }

    @ClientCallable
    void edit(int number, ObjectNode message) {
        acknowledged = number;
        commands.accept(CanvasCommand.read(message));
    }

    private void showCard(FieldDefinition field) {
        Card card = cards.get(field.id());
        if (card != null && card.field().equals(field)) {
            card.shown().ifPresent(Shown::follow);
            return;
        }
        Div holder = card == null ? newHolder(field.id()) : card.holder();
        holder.removeAll();
        Optional<Shown> shown = shown(field);
        shown.map(Shown::component).ifPresent(holder::add);
        // A holder without content would hide what the canvas shows in place of a component.
        if (holder.getComponentCount() > 0 && holder.getElement().getParent() == null) {
            getElement().appendChild(holder.getElement());
        } else if (holder.getComponentCount() == 0) {
            holder.getElement().removeFromParent();
        }
        cards.put(field.id(), new Card(field, holder, shown));
    }

    private static Div newHolder(UUID field) {
        Div holder = new Div();
        holder.addClassName("mw-canvas-field");
        holder.getElement().setAttribute("slot", "f-" + field).setAttribute("inert", "");
        return holder;
    }

    private Optional<Shown> shown(FieldDefinition field) {
        try {
            return resolver.resolve(field)
                    .map(this::shown)
                    .or(() -> resolver.part(field)
                            .map(part -> new Shown(FormPartType.shown(part, new Sketches()), () -> {})));
        } catch (RuntimeException e) {
            // A half-made configuration is nothing unusual here: it must not take the canvas with it.
            LOG.debug("The type {} shows no field for {}", field.type(), field.config(), e);
            return Optional.empty();
        }
    }

    private <C, V> Shown shown(PublishedField<C, V> field) {
        FieldEditor<V> editor = field.editor(context);
        if (field.isEntered()) {
            editor.setValue(field.defaultValue(defaults));
            return new Shown(editor.component(), () -> {});
        }
        editor.setReadOnly(true);
        Runnable follow = () -> editor.setValue(field.example(context::example)
                .or(() -> field.type().sample(field.config(), context.locale()))
                .orElse(null));
        follow.run();
        return new Shown(editor.component(), follow);
    }

    /** Shows of lines which columns they have. */
    private final class Sketches implements PartContext {

        @Override
        public Locale locale() {
            return context.locale();
        }

        @Override
        public boolean isDesigned() {
            return true;
        }

        @Override
        public Component lines(FieldDefinition part, UUID of, Function<UUID, Optional<ColumnFigure>> figures) {
            Span title = new Span(part.label());
            title.addClassName("mw-lines-title");
            Div columns = new Div();
            columns.addClassName("mw-lines-sketch");
            lines.form(of)
                    .ifPresent(form -> form.fields()
                            .filter(field -> !form.keepsOfLine(field.id()))
                            .forEach(field -> columns.add(new Span(field.label()))));
            Div sketch = new Div(title, columns);
            sketch.addClassName("mw-lines");
            return sketch;
        }

        @Override
        public Component linking(FieldDefinition part, UUID field) {
            Span title = new Span(part.label());
            title.addClassName("mw-lines-title");
            Div about = new Div(new Span(t("form.linking.sketch")));
            about.addClassName("mw-lines-sketch");
            Div sketch = new Div(title, about);
            sketch.addClassName("mw-lines");
            return sketch;
        }
    }

    private ObjectNode section(SectionDefinition section, Map<String, Problem> problems) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", section.id().toString())
                .put("title", section.title())
                .put("display", section.display().name());
        ArrayNode rows = json.putArray("rows");
        for (RowDefinition row : section.rows()) {
            ArrayNode fields = rows.addArray();
            row.fields()
                    .forEach(field ->
                            fields.add(field(field, problems.get(field.id().toString()))));
        }
        return json;
    }

    private ObjectNode field(FieldDefinition field, @Nullable Problem problem) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Optional<Descriptor> descriptor = types.find(field.type())
                .map(FieldType::descriptor)
                .or(() -> parts.find(field.type()).map(FormPartType::descriptor));
        json.put("id", field.id().toString())
                .put("label", field.label())
                .put("icon", descriptor.map(Descriptor::icon).orElse("vaadin:question-circle-o"))
                .put("typeLabel", descriptor.map(d -> d.label().in(locale())).orElse(field.type()));
        if (descriptor.isEmpty()) {
            json.put("unknown", true);
        }
        if (problem != null) {
            json.put("problem", t(problem)).put("severity", problem.severity() == Severity.ERROR ? "error" : "warning");
        }
        return json;
    }

    private static ObjectNode selected(Selection selection) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return switch (selection) {
            case Selection.FormItself ignored -> json.put("kind", "form");
            case Selection.OneField(UUID id) -> json.put("kind", "field").put("id", id.toString());
            case Selection.OneSection(UUID id) -> json.put("kind", "section").put("id", id.toString());
        };
    }

    private static ObjectNode paletteType(Extension<?> type) {
        Descriptor descriptor = type.descriptor();
        return JsonNodeFactory.instance
                .objectNode()
                .put("key", type.key())
                .put("label", descriptor.label().in(locale()))
                .put("help", descriptor.help().in(locale()))
                .put("icon", descriptor.icon())
                .put("group", descriptor.group().in(locale()));
    }

    /** What the canvas shows of a field, and as which definition. */
    private record Card(FieldDefinition field, Div holder, Optional<Shown> shown) {}

    /**
     * The component of a field.
     *
     * @param followed done when another field has changed: a generated value may be made of it
     */
    private record Shown(Component component, Runnable followed) {
        void follow() {
            followed.run();
        }
    }
}

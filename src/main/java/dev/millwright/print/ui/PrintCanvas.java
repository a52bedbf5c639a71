package dev.millwright.print.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.Descriptor;
import dev.millwright.print.Band;
import dev.millwright.print.Picture;
import dev.millwright.print.PrintBand;
import dev.millwright.print.PrintEditor;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintSelection;
import dev.millwright.print.internal.FormNames;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Palette and sheet in the browser. */
@Tag("mw-print-designer")
@JsModule("./print-designer/print-designer.ts")
final class PrintCanvas extends Component implements HasSize {

    private static final List<String> TEXTS = List.of(
            "palette",
            "search",
            "nothingFound",
            "title",
            "header",
            "detail",
            "footer",
            "bandHeight",
            "duplicate",
            "remove",
            "added",
            "moved",
            "removed",
            "undone",
            "redone",
            "toolbar",
            "align.left",
            "align.centre",
            "align.right",
            "align.top",
            "align.middle",
            "align.bottom",
            "align.across",
            "align.down",
            "align.width",
            "align.height",
            "front",
            "back",
            "copied",
            "selected",
            "zoomIn",
            "zoomOut",
            "fit");

    private final PrintElementTypes types;
    private final DefinitionCodec codec;
    private final Consumer<PrintCommand> commands;
    private List<UUID> known = List.of();
    private int acknowledged;

    PrintCanvas(PrintElementTypes types, DefinitionCodec codec, Consumer<PrintCommand> commands) {
        this.types = types;
        this.codec = codec;
        this.commands = commands;
        ObjectNode texts = JsonNodeFactory.instance.objectNode();
        // The browser puts in the arguments itself.
        TEXTS.forEach(key -> texts.put(key, t("print.canvas." + key, "{0}", "{1}", "{2}")));
        getElement().setPropertyJson("texts", texts);
    }

    /** Fields first, then the bare elements. */
    void showPalette(FormNames names, PrintElementType.Size ofField) {
        ArrayNode palette = JsonNodeFactory.instance.arrayNode();
        String fields = t("print.canvas.fields", names.formLabel());
        names.choices().stream()
                .filter(choice -> !choice.path().contains(".") && !choice.path().startsWith("@"))
                .forEach(choice -> palette.addObject()
                        .put("key", "")
                        .put("field", choice.path())
                        .put("label", choice.label())
                        .put("help", choice.label())
                        .put("icon", "vaadin:input")
                        .put("group", fields)
                        .put("width", ofField.width())
                        .put("height", ofField.height())
                        .putArray("bands")
                        .add("title")
                        .add("header")
                        .add("detail")
                        .add("footer"));
        // What one draws with comes before the long list of fields.
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        types.all().forEach(type -> {
            Descriptor descriptor = type.descriptor();
            ObjectNode one = all.addObject()
                    .put("key", type.key())
                    .put("label", descriptor.label().in(locale()))
                    .put("help", descriptor.help().in(locale()))
                    .put("icon", descriptor.icon())
                    .put("group", descriptor.group().in(locale()))
                    .put("width", type.size().width())
                    .put("height", type.size().height());
            ArrayNode bands = one.putArray("bands");
            type.bands().forEach(band -> bands.add(band.key()));
        });
        all.addAll(palette);
        getElement().setPropertyJson("palette", all);
    }

    /** Sends the pictures of the app when there are others than before. */
    void showPictures(List<Picture> pictures) {
        List<UUID> now = pictures.stream().map(Picture::id).toList();
        if (now.equals(known)) {
            return;
        }
        known = now;
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        pictures.forEach(picture ->
                json.put(picture.id().toString(), "data:" + picture.mediaType() + ";base64," + picture.content()));
        getElement().executeJs("this.pictures = $0", json);
    }

    void show(PrintEditor editor, FormNames names, Problems problems) {
        Map<String, Problem> worst = problems.stream()
                .collect(Collectors.toMap(
                        problem -> problem.path().split("\\.", 2)[0],
                        problem -> problem,
                        (a, b) -> a.severity() == Severity.ERROR ? a : b));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        PrintPage page = editor.definition().page();
        json.put("ack", acknowledged);
        json.putObject("sheet")
                .put("across", page.across())
                .put("down", page.down())
                .put("top", page.top())
                .put("right", page.right())
                .put("bottom", page.bottom())
                .put("left", page.left());
        json.set("selected", selected(editor.selection()));
        ArrayNode strips = json.putArray("strips");
        for (PrintBand band : editor.definition().bands()) {
            ObjectNode strip = strips.addObject().put("band", band.band().key()).put("height", band.height());
            ArrayNode items = strip.putArray("items");
            band.elements()
                    .forEach(element -> items.add(
                            item(element, names, worst.get(element.id().toString()))));
        }
        getElement().setPropertyJson("layout", json);
    }

    void setReadOnly(boolean readOnly) {
        getElement().setProperty("readOnly", readOnly);
    }

    @ClientCallable
    void edit(int number, ObjectNode message) {
        acknowledged = number;
        commands.accept(PrintCommand.read(message));
    }

    private static ObjectNode selected(PrintSelection selection) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        return switch (selection) {
            case PrintSelection.Whole _ -> json.put("kind", "template");
            case PrintSelection.OneBand(Band band) -> json.put("kind", "band").put("id", band.key());
            case PrintSelection.Elements(List<UUID> ids) -> {
                ArrayNode elements = json.put("kind", "elements").putArray("ids");
                ids.forEach(id -> elements.add(id.toString()));
                yield json;
            }
        };
    }

    private ObjectNode item(PrintElement element, FormNames names, @Nullable Problem problem) {
        Optional<PrintElementType<?>> type = types.find(element.type());
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", element.id().toString())
                .put("x", element.box().x())
                .put("y", element.box().y())
                .put("width", element.box().width())
                .put("height", element.box().height())
                .put(
                        "label",
                        type.map(found -> found.descriptor().label().in(locale()))
                                .orElse(element.type()))
                .put("conditional", !element.showIf().isBlank());
        json.set("preview", type.map(found -> preview(found, element, names)).orElseGet(PrintCanvas::unknown));
        if (problem != null) {
            json.put("problem", t(problem)).put("severity", problem.severity() == Severity.ERROR ? "error" : "warning");
        }
        return json;
    }

    private static ObjectNode unknown() {
        return JsonNodeFactory.instance.objectNode().put("kind", "unknown");
    }

    private <C> ObjectNode preview(PrintElementType<C> type, PrintElement element, FormNames names) {
        return codec.tried(type, element.config(), config -> json(type.preview(config, names)))
                .orElseGet(PrintCanvas::unknown);
    }

    private static ObjectNode json(Preview preview) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        switch (preview) {
            case Preview.Words words -> {
                json.put("kind", "words").put("text", words.text());
                json.set("style", style(words.style()));
                Preview.Heading heading = words.heading();
                if (heading != null) {
                    ObjectNode head = json.putObject("heading").put("text", heading.text());
                    head.set("style", style(heading.style()));
                    if (heading.beside() != null) {
                        head.put("beside", heading.beside());
                    }
                }
            }
            case Preview.Image image -> {
                json.put("kind", "image");
                if (image.picture() != null) {
                    json.put("picture", image.picture().toString());
                }
            }
            case Preview.Square square -> json.put("kind", "square").put("about", square.about());
            case Preview.Bars bars -> json.put("kind", "bars").put("about", bars.about());
            case Preview.Stroke stroke ->
                json.put("kind", "stroke").put("thickness", stroke.thickness()).put("colour", stroke.colour());
            case Preview.Frame frame ->
                json.put("kind", "frame")
                        .put("thickness", frame.thickness())
                        .put("colour", frame.colour())
                        .put("fill", frame.fill())
                        .put("radius", frame.radius());
            case Preview.Grid grid -> {
                json.put("kind", "grid");
                json.set("style", style(grid.style()));
                ArrayNode heads = json.putArray("heads");
                grid.heads()
                        .forEach(head -> heads.addObject()
                                .put("text", head.text())
                                .put("share", head.share())
                                .put("align", head.align().key()));
            }
        }
        return json;
    }

    private static ObjectNode style(TextStyle style) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("size", style.size())
                .put("bold", style.bold())
                .put("align", style.align().key())
                .put("colour", style.colour());
    }
}

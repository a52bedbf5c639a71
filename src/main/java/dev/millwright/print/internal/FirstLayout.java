package dev.millwright.print.internal;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.PrintBand;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.shared.Ids;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a new template begins with: place for a logo, title, a code that opens the record, the fields in two columns, a page number. */
@Component
public class FirstLayout {

    private static final double LINE = 8;
    private static final double GAP = 6;
    private static final double CODE = 24;
    private static final String GREY = "#6b7280";

    private final PrintElementTypes types;
    private final DefinitionCodec codec;

    FirstLayout(PrintElementTypes types, DefinitionCodec codec) {
        this.types = types;
        this.codec = codec;
    }

    /** The template for the form, as it is known by the names. */
    public PrintTemplate of(PrintTemplate template, FormNames names) {
        FormDefinition form = names.form();
        PrintPage page = template.page();
        double inner = page.inner();
        List<PrintElement> title = new ArrayList<>();
        add(title, "image", new Box(0, 0, Math.min(40, inner / 3), 14), config());
        add(
                title,
                "qr",
                new Box(inner - CODE, 0, CODE, CODE),
                config().put("field", "@address").put("text", false));
        add(
                title,
                "text",
                new Box(0, 16, inner - CODE - GAP, 10),
                style(config().put("label", form.label()), 18, true, "#111827"));
        add(
                title,
                "text",
                new Box(0, 26, inner - CODE - GAP, 6),
                style(config().put("label", "{@title}"), 11, false, GREY));
        add(
                title,
                "line",
                new Box(0, 34, inner, 1),
                config().put("thickness", 8).put("colour", "#14675d"));
        List<PrintElement> detail = new ArrayList<>();
        double half = (inner - GAP) / 2;
        double most = page.innerDown() - 38 - 8;
        double y = 0;
        boolean left = true;
        for (PublishedField<?, ?> field : names.fields()) {
            boolean wide = isLong(field);
            if (wide && !left) {
                y += LINE;
                left = true;
            }
            if (y + LINE > most) {
                break;
            }
            Box box = wide ? new Box(0, y, inner, 6) : new Box(left ? 0 : half + GAP, y, half, 6);
            showing(field.key()).ifPresent(shown -> add(detail, shown.type(), box, shown.config()));
            if (wide || !left) {
                y += LINE;
            }
            left = wide || !left;
        }
        List<PrintElement> footer = new ArrayList<>();
        add(footer, "text", new Box(0, 0, inner / 2, 5), style(config().put("label", "{@now}"), 8, false, GREY));
        add(
                footer,
                "page-number",
                new Box(inner - 40, 0, 40, 5),
                align(style(config().put("label", "{@page} / {@pages}"), 8, false, GREY)));
        return template.withForm(form.id())
                .withBands(List.of(
                        new PrintBand(Band.TITLE, 38, title),
                        new PrintBand(Band.HEADER, 0, List.of()),
                        new PrintBand(Band.DETAIL, left ? y : y + LINE, detail),
                        new PrintBand(Band.FOOTER, 6, footer)));
    }

    /** How a field is shown when it is put on the page. */
    public Optional<Shown> showing(String path) {
        return types.all().stream()
                .flatMap(type -> showing(type, path).stream())
                .findFirst();
    }

    /**
     * An element for a field.
     *
     * @param size in millimetres
     */
    public record Shown(String type, ObjectNode config, PrintElementType.Size size) {}

    private <C> Optional<Shown> showing(PrintElementType<C> type, String path) {
        return type.showing(path).map(config -> new Shown(type.key(), (ObjectNode) codec.tree(config), type.size()));
    }

    private static boolean isLong(PublishedField<?, ?> field) {
        return field.kind() == ValueKind.TEXT && !field.type().usableAsTitle();
    }

    private void add(List<PrintElement> into, String type, Box box, ObjectNode config) {
        types.find(type).ifPresent(found -> into.add(new PrintElement(Ids.next(), type, box, "", config)));
    }

    private static ObjectNode config() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode style(ObjectNode config, long size, boolean bold, String colour) {
        config.putObject("style")
                .put("size", size)
                .put("bold", bold)
                .put("align", "left")
                .put("colour", colour);
        return config;
    }

    private static ObjectNode align(ObjectNode config) {
        config.withObject("/style").put("align", "right");
        return config;
    }
}

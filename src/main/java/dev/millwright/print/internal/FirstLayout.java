package dev.millwright.print.internal;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.ColumnFigure;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForms;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.PrintBand;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Ids;
import dev.millwright.shared.ValueKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a new template begins with. On a sheet of paper: place for a logo, title, a code that opens the record, the fields in columns, a page
 * number. On a label: the code, what the record is called, and as many fields as there is room for.
 */
@Component
public class FirstLayout {

    private static final double GAP = 6;
    private static final double CODE = 24;
    private static final double TITLE = 38;
    private static final double FOOTER = 6;
    private static final double LINES_GAP = 4;
    private static final double LINES = 24;
    private static final int MOST_COLUMNS = 10;
    private static final double NARROW = 130;
    private static final String INK = "#111827";
    private static final String GREY = "#6b7280";
    private static final String RULE = "#14675d";

    private static final List<Columns> COLUMNS =
            List.of(new Columns(2, 10, 8), new Columns(2, 9, 6.5), new Columns(3, 8, 5.5), new Columns(4, 7, 5));

    private final PrintElementTypes types;
    private final DefinitionCodec codec;

    FirstLayout(PrintElementTypes types, DefinitionCodec codec) {
        this.types = types;
        this.codec = codec;
    }

    /**
     * How fields stand beside each other.
     *
     * @param size of the text, in points
     * @param line from one line to the next, in millimetres
     */
    private record Columns(int count, long size, double line) {

        double height() {
            return line - Math.min(2, line / 5);
        }

        double width(double inner) {
            return (inner - GAP * (count - 1)) / count;
        }
    }

    /** The template for the form, as it is known by the names. */
    public PrintTemplate of(PrintTemplate template, FormNames names) {
        PrintPage page = template.page();
        return template.withForm(names.form().id()).withBands(page.isLabel() ? label(page, names) : sheet(page, names));
    }

    private List<PrintBand> sheet(PrintPage page, FormNames names) {
        double inner = page.inner();
        Strip title = new Strip();
        title.add(new Part.Logo(), new Box(0, 0, Math.min(40, inner / 3), 14));
        title.add(new Part.Address(), new Box(inner - CODE, 0, CODE, CODE));
        title.add(
                new Part.Words(names.formLabel(), new TextStyle(18, true, TextAlign.LEFT, INK)),
                new Box(0, 16, inner - CODE - GAP, 10));
        title.add(
                new Part.Words("{@title}", new TextStyle(11, false, TextAlign.LEFT, GREY)),
                new Box(0, 26, inner - CODE - GAP, 6));
        title.add(new Part.Rule(RULE), new Box(0, 34, inner, 1));
        Strip footer = new Strip();
        TextStyle small = new TextStyle(8, false, TextAlign.LEFT, GREY);
        footer.add(new Part.Words("{@now}", small), new Box(0, 0, inner / 2, 5));
        footer.add(new Part.PageCount(small.withAlign(TextAlign.RIGHT)), new Box(inner - 40, 0, 40, 5));
        return List.of(
                new PrintBand(Band.TITLE, TITLE, title.elements),
                withLines(detail(names.fields(), inner, page.innerDown() - TITLE - FOOTER - room(names)), names, inner),
                new PrintBand(Band.FOOTER, FOOTER, footer.elements));
    }

    /** The fields in as few columns as hold them all. */
    private PrintBand detail(List<PublishedField<?, ?>> fields, double inner, double most) {
        List<Columns> choice = inner < NARROW ? COLUMNS.subList(1, COLUMNS.size()) : COLUMNS;
        PrintBand band = detail(fields, inner, most, choice.getFirst());
        for (Columns columns : choice) {
            band = detail(fields, inner, most, columns);
            if (band.elements().size() == fields.size()) {
                return band;
            }
        }
        return band;
    }

    private static double room(FormNames names) {
        return names.lines().size() * (LINES_GAP + LINES);
    }

    /** The tables grow as far as there are lines; what stands below them moves down. */
    private PrintBand withLines(PrintBand band, FormNames names, double inner) {
        Strip strip = new Strip();
        strip.elements.addAll(band.elements());
        double y = band.height();
        for (FormNames.Linking lines : names.lines()) {
            List<Part.LinesColumn> columns = names.of(lines.form()).fields().stream()
                    .filter(field -> !lines.form().keepsOfLine(field.id()) && field.kind() != ValueKind.FILE)
                    .limit(MOST_COLUMNS)
                    .map(field -> new Part.LinesColumn(
                            field.key(), field.type().isPlainNumber(), figure(names, lines.form(), field)))
                    .toList();
            if (!columns.isEmpty()) {
                strip.add(
                        new Part.Lines(lines.form().key() + "/" + lines.field().key(), columns),
                        new Box(0, y + LINES_GAP, inner, LINES));
                y += LINES_GAP + LINES;
            }
        }
        return new PrintBand(Band.DETAIL, y, strip.elements);
    }

    /** As the designer of the form wants it; else what is worked out are amounts, and the sum of prices says nothing. */
    private static ColumnFigure figure(FormNames names, FormDefinition lines, PublishedField<?, ?> field) {
        if (!field.type().isPlainNumber()) {
            return ColumnFigure.NONE;
        }
        boolean amount = !field.type().isShare() && field.definition().formula() != null;
        return names.parts()
                .filter(part -> part.lines().filter(lines.id()::equals).isPresent())
                .flatMap(part -> part.figure(field.id()).stream())
                .findFirst()
                .orElse(amount ? ColumnFigure.SUM : ColumnFigure.NONE);
    }

    private PrintBand detail(List<PublishedField<?, ?>> fields, double inner, double most, Columns columns) {
        Strip strip = new Strip();
        TextStyle style = TextStyle.PLAIN.withSize(columns.size());
        double width = columns.width(inner);
        double y = 0;
        int column = 0;
        for (PublishedField<?, ?> field : fields) {
            boolean wide = isLong(field);
            if (column == columns.count() || wide && column > 0) {
                y += columns.line();
                column = 0;
            }
            if (y + columns.line() > most) {
                break;
            }
            strip.add(
                    new Part.Value(field.key(), true, style),
                    wide
                            ? new Box(0, y, inner, columns.height())
                            : new Box(column * (width + GAP), y, width, columns.height()));
            column = wide ? columns.count() : column + 1;
        }
        return new PrintBand(Band.DETAIL, column == 0 ? y : y + columns.line(), strip.elements);
    }

    private List<PrintBand> label(PrintPage page, FormNames names) {
        double inner = page.inner();
        double down = page.innerDown();
        double code = Math.min(30, Math.min(inner * 0.36, down));
        double beside = inner - code - 2;
        long size = inner >= 80 ? 14 : inner >= 60 ? 11 : 9;
        long small = inner >= 80 ? 8 : 7;
        double line = Math.ceil(small * 5.5) / 10;
        double heading = Math.ceil(size * 5.6) / 10;
        Strip strip = new Strip();
        strip.add(new Part.Address(), new Box(inner - code, 0, code, code));
        strip.add(
                new Part.Words(names.formLabel(), new TextStyle(small, false, TextAlign.LEFT, GREY)),
                new Box(0, 0, beside, line));
        strip.add(
                new Part.Words("{@title}", new TextStyle(size, true, TextAlign.LEFT, INK)),
                new Box(0, line, beside, heading));
        double y = line + heading + 1;
        strip.add(new Part.Rule(RULE), new Box(0, y, beside, 1));
        y += 2;
        TextStyle style = new TextStyle(small, false, TextAlign.LEFT, INK);
        Optional<UUID> title =
                PublishedForms.titleOf(names.form(), names.fields()).map(PublishedField::id);
        for (PublishedField<?, ?> field : names.fields()) {
            if (y + line > down) {
                break;
            }
            if (!isLong(field) && !title.equals(Optional.of(field.id()))) {
                strip.add(new Part.Value(field.key(), true, style), new Box(0, y, beside, line));
                y += line;
            }
        }
        return List.of(new PrintBand(Band.DETAIL, Math.min(Math.max(y, code), down), strip.elements));
    }

    /** How a field is shown when it is put on the page. */
    public Optional<Shown> showing(String path) {
        return playing(new Part.Value(path, true, TextStyle.PLAIN));
    }

    /**
     * An element for a part.
     *
     * @param size in millimetres
     */
    public record Shown(String type, ObjectNode config, PrintElementType.Size size) {}

    private Optional<Shown> playing(Part part) {
        return types.all().stream()
                .flatMap(type -> playing(type, part).stream())
                .findFirst();
    }

    private <C> Optional<Shown> playing(PrintElementType<C> type, Part part) {
        return type.playing(part).map(config -> new Shown(type.key(), (ObjectNode) codec.tree(config), type.size()));
    }

    private static boolean isLong(PublishedField<?, ?> field) {
        return field.kind() == ValueKind.TEXT && !field.type().usableAsTitle();
    }

    /** The elements of a band while it is laid out. */
    private final class Strip {

        private final List<PrintElement> elements = new ArrayList<>();

        void add(Part part, Box box) {
            playing(part)
                    .ifPresent(
                            shown -> elements.add(new PrintElement(Ids.next(), shown.type(), box, "", shown.config())));
        }
    }
}

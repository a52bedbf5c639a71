package dev.millwright.print.type;

import com.vaadin.flow.component.select.Select;
import dev.millwright.extension.ConfigProperty;
import dev.millwright.extension.Descriptor;
import dev.millwright.extension.PropertyKind;
import dev.millwright.form.ColumnFigure;
import dev.millwright.print.Band;
import dev.millwright.print.Box;
import dev.millwright.print.spi.Naming;
import dev.millwright.print.spi.Part;
import dev.millwright.print.spi.Preview;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.print.spi.PrintPort;
import dev.millwright.print.spi.PrintPort.Option;
import dev.millwright.print.spi.Rendering;
import dev.millwright.print.spi.Rows;
import dev.millwright.print.spi.TextAlign;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Label;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.sf.jasperreports.engine.design.JRDesignBand;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignExpression;
import net.sf.jasperreports.engine.design.JRDesignSection;
import net.sf.jasperreports.engine.design.JRDesignTextField;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.type.ModeEnum;
import net.sf.jasperreports.engine.type.SplitTypeEnum;
import net.sf.jasperreports.engine.type.StretchTypeEnum;
import net.sf.jasperreports.engine.type.VerticalTextAlignEnum;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A table with a row for each record: of the printed ones, or of those that link to the record. */
@Component
class TableElementType implements PrintElementType<TableElementType.Config> {

    private static final Label TOTAL = Label.of("Total", "合计");
    private static final Label COUNTED = Label.of("Total: ", "合计：");
    private static final Label NUMBER = Label.of("No.", "序号");
    private static final double NUMBER_WIDTH = 12;
    private static final String EDGE = "#d1d5db";

    /**
     * @param source of the rows; empty for the printed records
     * @param numbered whether the first column counts the rows
     * @param count whether the line of totals says how many rows there are
     * @param header colour behind the headings
     */
    record Config(
            @Nullable String source,
            @Nullable List<Column> columns,
            boolean numbered,
            boolean count,
            @Nullable Long size,
            @Nullable String header) {

        String rows() {
            return source == null ? "" : source;
        }

        List<Column> all() {
            return columns == null ? List.of() : columns;
        }

        long points() {
            return size == null ? 9 : Math.clamp(size, 4, 30);
        }

        String behind() {
            return header != null && TextStyle.valid(header) ? header : "#eef2f7";
        }

        boolean totals() {
            return count || all().stream().anyMatch(column -> column.below() != ColumnFigure.NONE);
        }

        double lineHeight() {
            return points() * 0.353 * 1.45 + 2.2;
        }
    }

    /**
     * @param field path of the field, from the row's record
     * @param label the heading; empty for the field's label
     * @param width in relation to the other columns
     * @param sum whether its sum stands below, as older definitions say it
     * @param figure key of what stands below; null for what {@code sum} says
     */
    record Column(
            @Nullable String field,
            @Nullable String label,
            double width,
            @Nullable TextAlign align,
            @Nullable TextFormat format,
            boolean sum,
            @Nullable String figure) {

        Column(
                @Nullable String field,
                @Nullable String label,
                double width,
                @Nullable TextAlign align,
                @Nullable TextFormat format,
                boolean sum) {
            this(field, label, width, align, format, sum, null);
        }

        ColumnFigure below() {
            return ColumnFigure.of(figure).orElse(sum ? ColumnFigure.SUM : ColumnFigure.NONE);
        }

        Column withBelow(ColumnFigure wanted) {
            boolean summed = wanted == ColumnFigure.SUM;
            boolean said = summed || wanted == ColumnFigure.NONE;
            return new Column(field, label, width, align, format, summed, said ? null : wanted.key());
        }

        String path() {
            return field == null ? "" : field;
        }

        String heading(Naming names) {
            return label == null || label.isBlank() ? lastOf(names.label(path())) : label;
        }

        TextAlign side() {
            return align == null ? TextAlign.LEFT : align;
        }

        TextFormat written() {
            return Looks.orUsual(format);
        }

        double share() {
            return width <= 0 ? 1 : width;
        }

        private static String lastOf(String label) {
            return label.substring(label.lastIndexOf("· ") < 0 ? 0 : label.lastIndexOf("· ") + 2);
        }
    }

    @Override
    public String key() {
        return "table";
    }

    @Override
    public Descriptor descriptor() {
        return new Descriptor(
                Label.of("Table", "表格"),
                Label.of("A row for each record, with totals", "每条记录一行，可合计"),
                "vaadin:table",
                Groups.TABLES,
                Groups.FIRST_TABLE);
    }

    @Override
    public Class<Config> configType() {
        return Config.class;
    }

    @Override
    public Config defaultConfig() {
        return new Config(
                "",
                List.of(new Column("@title", "", 1, TextAlign.LEFT, TextFormat.USUAL, false)),
                true,
                true,
                9L,
                "#eef2f7");
    }

    @Override
    public Set<Band> bands() {
        return EnumSet.of(Band.DETAIL);
    }

    @Override
    public List<ConfigProperty<Config, ?>> properties() {
        return List.of(
                ConfigProperty.<Config, String>of(
                                "source",
                                Label.of("Rows", "数据行"),
                                new PropertyKind.Custom<>((context, value) -> {
                                    List<Option> options = context.port(PrintPort.class)
                                            .map(PrintPort::sources)
                                            .orElse(List.of());
                                    Select<Option> select = new Select<>();
                                    select.setLabel(Label.of("Rows", "数据行").in(context.locale()));
                                    select.setWidthFull();
                                    select.setItemLabelGenerator(Option::label);
                                    select.setItems(options);
                                    options.stream()
                                            .filter(option -> option.value().equals(value.get()))
                                            .findFirst()
                                            .ifPresent(select::setValue);
                                    select.addValueChangeListener(change -> {
                                        if (change.isFromClient()) {
                                            value.set(change.getValue().value());
                                        }
                                    });
                                    return select;
                                }),
                                Config::rows,
                                (c, source) -> new Config(
                                        source,
                                        c.rows().equals(source) ? c.columns() : List.of(),
                                        c.numbered(),
                                        c.count(),
                                        c.size(),
                                        c.header()))
                        .asContent(),
                ConfigProperty.<Config, Config>of(
                                "columns",
                                Label.of("Columns", "列"),
                                new PropertyKind.Custom<>(ColumnsEditor::new),
                                c -> c,
                                (c, changed) -> changed)
                        .asContent(),
                ConfigProperty.<Config, Boolean>of(
                        "numbered",
                        Label.of("Number the rows", "显示序号"),
                        new PropertyKind.Toggle(),
                        Config::numbered,
                        (c, numbered) ->
                                new Config(c.source(), c.columns(), numbered, c.count(), c.size(), c.header())),
                ConfigProperty.<Config, Boolean>of(
                        "count",
                        Label.of("Say how many rows there are", "显示总行数"),
                        new PropertyKind.Toggle(),
                        Config::count,
                        (c, count) -> new Config(c.source(), c.columns(), c.numbered(), count, c.size(), c.header())),
                ConfigProperty.<Config, @Nullable Long>of(
                        "size",
                        Label.of("Text size", "字号"),
                        new PropertyKind.Whole(4, 30),
                        Config::points,
                        (c, size) -> new Config(c.source(), c.columns(), c.numbered(), c.count(), size, c.header())),
                Looks.colour(
                        "header",
                        Label.of("Colour behind the headings", "表头底色"),
                        Config::behind,
                        (c, header) -> new Config(c.source(), c.columns(), c.numbered(), c.count(), c.size(), header)));
    }

    @Override
    public Optional<Config> playing(Part part) {
        return part instanceof Part.Lines lines
                ? Optional.of(new Config(
                        lines.source(),
                        lines.columns().stream()
                                .map(column -> new Column(
                                                column.path(),
                                                "",
                                                column.number() ? 1 : 2,
                                                column.number() ? TextAlign.RIGHT : TextAlign.LEFT,
                                                TextFormat.USUAL,
                                                false)
                                        .withBelow(column.figure()))
                                .toList(),
                        true,
                        false,
                        9L,
                        "#eef2f7"))
                : Optional.empty();
    }

    @Override
    public Size size() {
        return new Size(180, 30);
    }

    @Override
    public List<JRDesignElement> render(Config config, Box box, Rendering page) {
        Optional<Rows> found = config.all().isEmpty() ? Optional.empty() : page.rows(config.rows());
        if (found.isEmpty()) {
            return List.of();
        }
        Rows rows = found.get();
        JasperDesign report = rows.begin(box);
        Drawing drawing = new Drawing(config, rows, widths(config, box.width()), report.getPageWidth());
        report.setColumnHeader(drawing.heads());
        ((JRDesignSection) report.getDetailSection()).addBand(drawing.cells());
        if (config.totals()) {
            report.setSummary(drawing.totals());
        }
        return List.of(rows.end(report, box));
    }

    /** The widths in millimetres. */
    private static List<Double> widths(Config config, double whole) {
        double room = config.numbered() ? whole - NUMBER_WIDTH : whole;
        double shares = config.all().stream().mapToDouble(Column::share).sum();
        List<Double> widths = new ArrayList<>();
        if (config.numbered()) {
            widths.add(NUMBER_WIDTH);
        }
        config.all().forEach(column -> widths.add(room * column.share() / shares));
        return widths;
    }

    @Override
    public Preview preview(Config config, Naming names) {
        List<Preview.Head> heads = new ArrayList<>();
        List<Double> widths = widths(config, 100 + (config.numbered() ? NUMBER_WIDTH : 0));
        double whole = widths.stream().mapToDouble(Double::doubleValue).sum();
        int at = 0;
        if (config.numbered()) {
            heads.add(new Preview.Head(NUMBER.in(names.locale()), widths.get(at++) / whole * 100, TextAlign.CENTER));
        }
        for (Column column : config.all()) {
            heads.add(new Preview.Head(column.heading(names), widths.get(at++) / whole * 100, column.side()));
        }
        return new Preview.Grid(heads, new TextStyle(config.points(), false, TextAlign.LEFT, "#1a1a1a"));
    }

    /** The bands of the table's report. */
    private static final class Drawing {

        private final Config config;
        private final Rows rows;
        private final List<Double> widths;
        private final int whole;

        Drawing(Config config, Rows rows, List<Double> widths, int whole) {
            this.config = config;
            this.rows = rows;
            this.widths = widths;
            this.whole = whole;
        }

        private JRDesignBand band() {
            JRDesignBand band = new JRDesignBand();
            band.setSplitType(SplitTypeEnum.PREVENT);
            return band;
        }

        private void add(
                JRDesignBand band, int at, JRDesignExpression text, boolean bold, TextAlign align, String fill) {
            double from = widths.subList(0, at).stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
            JRDesignTextField cell = rows.row()
                    .words(
                            text,
                            new TextStyle(config.points(), bold, align, "#1a1a1a"),
                            new Box(from, 0, widths.get(at), config.lineHeight()));
            // Whole points must add up to the table's width, or JasperReports refuses it.
            if (at == widths.size() - 1 || cell.getX() + cell.getWidth() > whole) {
                cell.setWidth(whole - cell.getX());
            }
            cell.setVerticalTextAlign(VerticalTextAlignEnum.MIDDLE);
            cell.setStretchType(StretchTypeEnum.CONTAINER_HEIGHT);
            cell.getLineBox().setPadding(3);
            cell.getLineBox().setLeftPadding(4);
            cell.getLineBox().setRightPadding(4);
            cell.getLineBox().getPen().setLineWidth(0.5f);
            cell.getLineBox().getPen().setLineColor(TextStyle.color(EDGE));
            if (!fill.isEmpty()) {
                cell.setMode(ModeEnum.OPAQUE);
                cell.setBackcolor(TextStyle.color(fill));
            }
            band.addElement(cell);
            band.setHeight(Math.max(band.getHeight(), cell.getHeight()));
        }

        JRDesignBand heads() {
            JRDesignBand band = band();
            int at = 0;
            if (config.numbered()) {
                add(
                        band,
                        at++,
                        rows.row().text(NUMBER.in(rows.row().locale())),
                        true,
                        TextAlign.CENTER,
                        config.behind());
            }
            for (Column column : config.all()) {
                add(
                        band,
                        at++,
                        rows.row().text(escaped(column.heading(rows.row()))),
                        true,
                        column.side(),
                        config.behind());
            }
            return band;
        }

        JRDesignBand cells() {
            JRDesignBand band = band();
            int at = 0;
            if (config.numbered()) {
                add(band, at++, rows.number(), false, TextAlign.CENTER, "");
            }
            for (Column column : config.all()) {
                add(band, at++, rows.row().value(column.path(), column.written()), false, column.side(), "");
            }
            return band;
        }

        JRDesignBand totals() {
            JRDesignBand band = band();
            int columns = widths.size();
            boolean said = false;
            for (int at = 0; at < columns; at++) {
                Column column = config.numbered()
                        ? (at == 0 ? null : config.all().get(at - 1))
                        : config.all().get(at);
                ColumnFigure figure = column == null ? ColumnFigure.NONE : column.below();
                boolean here = !said && figure == ColumnFigure.NONE && (!config.numbered() || at > 0 || columns == 1);
                JRDesignExpression text;
                if (column != null && figure != ColumnFigure.NONE) {
                    text = rows.figure(column.path(), column.written(), figure);
                } else if (here) {
                    text = total();
                    said = true;
                } else {
                    text = rows.row().text("");
                }
                add(
                        band,
                        at,
                        text,
                        true,
                        column != null && figure != ColumnFigure.NONE ? column.side() : TextAlign.LEFT,
                        "");
            }
            return band;
        }

        private JRDesignExpression total() {
            if (!config.count()) {
                // The word belongs to sums; other figures say themselves what they are.
                return config.all().stream().noneMatch(column -> column.below() == ColumnFigure.SUM)
                        ? rows.row().text("")
                        : rows.row().text(TOTAL.in(rows.row().locale()));
            }
            JRDesignExpression text = new JRDesignExpression();
            text.addTextChunk("\"" + COUNTED.in(rows.row().locale()) + "\" + ");
            text.addVariableChunk("REPORT_COUNT");
            return text;
        }

        /** A heading is no text with fields. */
        private static String escaped(String heading) {
            return heading.replace('{', '(').replace('}', ')');
        }
    }
}

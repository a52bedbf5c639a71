package dev.millwright.print.internal;

import dev.millwright.form.ColumnFigure;
import dev.millwright.form.PublishedField;
import dev.millwright.print.Box;
import dev.millwright.print.internal.Needs.Code;
import dev.millwright.print.internal.Needs.Photo;
import dev.millwright.print.internal.Needs.Text;
import dev.millwright.print.spi.CodeKind;
import dev.millwright.print.spi.Rendering;
import dev.millwright.print.spi.Rows;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.print.spi.TextStyle;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.ValueKind;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignExpression;
import net.sf.jasperreports.engine.design.JRDesignField;
import net.sf.jasperreports.engine.design.JRDesignParameter;
import net.sf.jasperreports.engine.design.JRDesignSubreport;
import net.sf.jasperreports.engine.design.JRDesignTextField;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.type.EvaluationTimeEnum;
import net.sf.jasperreports.engine.type.TextAdjustEnum;
import net.sf.jasperreports.engine.type.VerticalTextAlignEnum;
import net.sf.jasperreports.renderers.Renderable;

/** A report while it is made: puts elements down and notes what they will need. */
final class Page implements Rendering {

    private static final int ROUNDING = 2;

    /** The height of a line of the font, in its size. */
    private static final double LINE = 1.5;

    static final String CURRENT_PAGE = "CURRENT_PAGE";
    static final String TABLE = "table:";
    static final String ROWS = "rows:";
    static final String PICTURE = "picture:";
    static final String PHOTO = "photo:";
    static final String CONDITION = "if:";

    private final JasperDesign design;
    private final FormNames names;
    private final Needs needs;
    private final Set<UUID> pictures;
    private final boolean label;
    private final Set<String> known = new HashSet<>();
    private Problems problems = Problems.NONE;

    /**
     * @param pictures those that are there
     * @param label whether a text rather gets smaller than that it needs a second page
     */
    Page(JasperDesign design, FormNames names, Set<UUID> pictures, boolean label) {
        this.design = design;
        this.names = names;
        this.needs = new Needs();
        this.pictures = pictures;
        this.label = label;
    }

    JasperDesign design() {
        return design;
    }

    Needs needs() {
        return needs;
    }

    /** What is wrong since the last call. */
    Problems takeProblems() {
        Problems taken = problems;
        problems = Problems.NONE;
        return taken;
    }

    private void complain(String code, Object... arguments) {
        problems = problems.and(Problem.error(code, "", arguments));
    }

    @Override
    public Locale locale() {
        return names.locale();
    }

    @Override
    public String label(String path) {
        return names.label(path);
    }

    @Override
    public String labelled(String text) {
        return names.labelled(text);
    }

    @Override
    public JRDesignExpression text(String text) {
        JRDesignExpression expression = new JRDesignExpression();
        Matcher places = FormNames.PLACE.matcher(text);
        int from = 0;
        boolean first = true;
        while (places.find()) {
            if (places.start() > from) {
                literal(expression, text.substring(from, places.start()), first);
                first = false;
            }
            if (!first) {
                expression.addTextChunk(" + ");
            }
            place(expression, places.group(1));
            first = false;
            from = places.end();
        }
        if (from < text.length() || first) {
            literal(expression, text.substring(from), first);
        }
        return expression;
    }

    private void place(JRDesignExpression expression, String path) {
        switch (path) {
            case "@page" -> expression.addVariableChunk(CURRENT_PAGE);
            case "@pages" -> expression.addVariableChunk("PAGE_NUMBER");
            default ->
                field(path, TextFormat.USUAL)
                        .ifPresentOrElse(expression::addFieldChunk, () -> expression.addTextChunk("\"\""));
        }
    }

    private static void literal(JRDesignExpression expression, String text, boolean first) {
        StringBuilder quoted = new StringBuilder(first ? "\"" : " + \"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                // A dollar sign could begin the name of a field.
                case '$' -> quoted.append("\\u0024");
                default -> quoted.append(Character.isISOControl(c) ? ' ' : c);
            }
        }
        expression.addTextChunk(quoted.append('"').toString());
    }

    private static boolean counts(String text) {
        return FormNames.PLACE.matcher(text).results().anyMatch(place -> {
            String name = place.group(1);
            return name.equals("@page") || name.equals("@pages");
        });
    }

    @Override
    public JRDesignExpression value(String path, TextFormat format) {
        JRDesignExpression expression = new JRDesignExpression();
        field(path, format).ifPresentOrElse(expression::addFieldChunk, () -> expression.addTextChunk("\"\""));
        return expression;
    }

    private Optional<String> field(String path, TextFormat format) {
        Optional<FieldPath> found = names.find(path);
        if (found.isEmpty()) {
            if (path.isEmpty()) {
                complain("print.error.noField");
            } else {
                complain("print.error.unknownField", path);
            }
            return Optional.empty();
        }
        String name = format == TextFormat.USUAL ? path : path + "|" + format.key();
        needs.texts().put(name, new Text(found.get(), format));
        declare(name, String.class, found.get().label());
        return Optional.of(name);
    }

    @Override
    public JRDesignExpression code(CodeKind kind, String path) {
        JRDesignExpression expression = new JRDesignExpression();
        Optional<FieldPath> found = names.find(path);
        if (found.isEmpty()) {
            complain(path.isEmpty() ? "print.error.noField" : "print.error.unknownField", path);
            expression.addTextChunk("null");
            return expression;
        }
        String name = kind.key() + ":" + path;
        needs.codes().put(name, new Code(kind, found.get()));
        declare(name, Renderable.class, found.get().label());
        expression.addFieldChunk(name);
        return expression;
    }

    @Override
    public Optional<JRDesignExpression> photo(String path, int number) {
        Optional<FieldPath> found = names.find(path);
        PublishedField<?, ?> field = found.map(FieldPath::field).orElse(null);
        if (found.isEmpty() || field == null || field.kind() != ValueKind.FILE) {
            complain(path.isEmpty() ? "print.error.noField" : "print.error.noFiles", label(path));
            return Optional.empty();
        }
        String name = PHOTO + number + ":" + path;
        needs.photos().put(name, new Photo(found.get(), number));
        declare(name, Renderable.class, found.get().label());
        JRDesignExpression expression = new JRDesignExpression();
        expression.addFieldChunk(name);
        return Optional.of(expression);
    }

    @Override
    public Optional<JRDesignExpression> picture(UUID picture) {
        if (!pictures.contains(picture)) {
            complain("print.error.noPicture");
            return Optional.empty();
        }
        String name = PICTURE + picture;
        needs.pictures().put(name, picture);
        parameter(name, Renderable.class);
        JRDesignExpression expression = new JRDesignExpression();
        expression.addParameterChunk(name);
        return Optional.of(expression);
    }

    /** The expression that says whether the condition is true of the record. */
    JRDesignExpression condition(String condition) {
        String name = needs.conditions().entrySet().stream()
                .filter(one -> one.getValue().equals(condition))
                .map(java.util.Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> CONDITION + (needs.conditions().size() + 1));
        needs.conditions().put(name, condition);
        declare(name, Boolean.class, condition);
        JRDesignExpression expression = new JRDesignExpression();
        expression.addFieldChunk(name);
        return expression;
    }

    @Override
    public Optional<Rows> rows(String source) {
        if (source.isEmpty()) {
            return Optional.of(new TableRows(source, names));
        }
        Optional<Rows> rows = names.linking(source).map(linking -> new TableRows(source, names.of(linking.form())));
        if (rows.isEmpty()) {
            complain("print.error.unknownRows", source);
        }
        return rows;
    }

    private void declare(String name, Class<?> type, String about) {
        if (known.add(name)) {
            JRDesignField field = new JRDesignField();
            field.setName(name);
            field.setValueClass(type);
            field.setDescription(about);
            try {
                design.addField(field);
            } catch (JRException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void parameter(String name, Class<?> type) {
        if (known.add(name)) {
            JRDesignParameter parameter = new JRDesignParameter();
            parameter.setName(name);
            parameter.setValueClass(type);
            parameter.setForPrompting(false);
            try {
                design.addParameter(parameter);
            } catch (JRException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public <E extends JRDesignElement> E place(E element, Box box) {
        element.setX(Sheets.points(box.x()));
        element.setY(Sheets.points(box.y()));
        element.setWidth(width(box));
        element.setHeight(Math.max(1, Sheets.points(box.bottom()) - Sheets.points(box.y())));
        return element;
    }

    /** Whole points may add up to one more than the page has. */
    private int width(Box box) {
        int width = Sheets.points(box.right()) - Sheets.points(box.x());
        int over = Sheets.points(box.x()) + width - design.getColumnWidth();
        return Math.max(1, over > 0 && over <= ROUNDING ? width - over : width);
    }

    @Override
    public JRDesignTextField words(JRDesignExpression text, TextStyle style, Box box) {
        JRDesignTextField field = place(new JRDesignTextField(design), box);
        field.setExpression(text);
        field.setFontName(Sheets.FONT);
        field.setFontSize((float) style.size());
        field.setBold(style.bold());
        field.setForecolor(TextStyle.color(style.colour()));
        field.setHorizontalTextAlign(style.align().horizontal());
        field.setVerticalTextAlign(VerticalTextAlignEnum.TOP);
        field.setBlankWhenNull(true);
        field.setTextAdjust(label ? TextAdjustEnum.SCALE_FONT : TextAdjustEnum.STRETCH_HEIGHT);
        return field;
    }

    @Override
    public JRDesignTextField words(String text, TextStyle style, Box box) {
        JRDesignTextField field = words(text(text), style, box);
        if (counts(text)) {
            field.setEvaluationTime(EvaluationTimeEnum.AUTO);
            field.setTextAdjust(TextAdjustEnum.CUT_TEXT);
            // A line that is higher than its field would not be printed at all.
            field.setHeight(Math.max(field.getHeight(), (int) Math.ceil(style.size() * LINE)));
        }
        return field;
    }

    /** The rows of a table and the report that is made of them. */
    private final class TableRows implements Rows {

        private final String source;
        private final Page row;

        TableRows(String source, FormNames of) {
            this.source = source;
            this.row = new Page(new JasperDesign(), of, pictures, false);
        }

        @Override
        public Rendering row() {
            return row;
        }

        @Override
        public JRDesignExpression number() {
            JRDesignExpression expression = new JRDesignExpression();
            expression.addVariableChunk("REPORT_COUNT");
            return expression;
        }

        @Override
        public JRDesignExpression figure(String path, TextFormat format, ColumnFigure figure) {
            JRDesignExpression expression = new JRDesignExpression();
            Optional<FieldPath> found = row.names.find(path);
            if (found.isEmpty()) {
                row.complain("print.error.unknownField", path);
                return expression;
            }
            String name = figure.key() + ":" + path + "|" + format.key();
            row.needs.figures().put(name, new Needs.Figure(new Text(found.get(), format), figure));
            row.declare(name, Object.class, found.get().label());
            expression.addFieldChunk(name);
            return expression;
        }

        @Override
        public JasperDesign begin(Box box) {
            JasperDesign report = row.design;
            int width = width(box);
            report.setName("table");
            report.setPageWidth(width);
            report.setColumnWidth(width);
            report.setPageHeight(100_000);
            report.setLeftMargin(0);
            report.setRightMargin(0);
            report.setTopMargin(0);
            report.setBottomMargin(0);
            return report;
        }

        @Override
        public JRDesignElement end(JasperDesign report, Box box) {
            problems = problems.and(row.takeProblems());
            String number = Integer.toString(needs.tables().size() + 1);
            needs.tables().put(number, new Needs.Table(source, Reports.compile(report), row.needs));
            parameter(TABLE + number, JasperReport.class);
            parameter(ROWS + number, net.sf.jasperreports.engine.JRDataSource.class);
            JRDesignSubreport subreport = place(new JRDesignSubreport(design), box);
            subreport.setExpression(parameterOf(TABLE + number));
            subreport.setDataSourceExpression(parameterOf(ROWS + number));
            subreport.setUsingCache(true);
            return subreport;
        }

        private static JRDesignExpression parameterOf(String name) {
            JRDesignExpression expression = new JRDesignExpression();
            expression.addParameterChunk(name);
            return expression;
        }
    }
}

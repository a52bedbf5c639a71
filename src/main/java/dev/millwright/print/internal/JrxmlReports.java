package dev.millwright.print.internal;

import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.Expressions;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.spi.CodeKind;
import dev.millwright.print.spi.TextFormat;
import dev.millwright.shared.Ids;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import net.sf.jasperreports.engine.JRBand;
import net.sf.jasperreports.engine.JRElement;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JRExpression;
import net.sf.jasperreports.engine.JRField;
import net.sf.jasperreports.engine.JRFrame;
import net.sf.jasperreports.engine.JRImage;
import net.sf.jasperreports.engine.JRRuntimeException;
import net.sf.jasperreports.engine.JRSubreport;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.xml.JRXmlLoader;
import net.sf.jasperreports.engine.xml.JRXmlWriter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes reports of layouts that came from Jaspersoft Studio. What may be in one is listed here, element by element; all else is refused with its
 * name before JasperReports sees it. Expressions are {@link PlainExpression}s, so none runs code; fields are paths as in the designer.
 */
@Component
class JrxmlReports {

    private static final int LONGEST = 2_000_000;
    private static final int MOST_ELEMENTS = 5_000;
    private static final int DEEPEST = 30;

    private static final Set<String> ELEMENTS = Set.of(
            "jasperReport",
            "property",
            "style",
            "parameter",
            "field",
            "description",
            "variable",
            "expression",
            "initialValueExpression",
            "printWhenExpression",
            "dataSourceExpression",
            "background",
            "title",
            "pageHeader",
            "columnHeader",
            "detail",
            "columnFooter",
            "pageFooter",
            "lastPageFooter",
            "summary",
            "band",
            "element",
            "text",
            "pen",
            "box",
            "topPen",
            "leftPen",
            "bottomPen",
            "rightPen",
            "paragraph",
            "tabStop");

    /** Drawn by JasperReports itself; a subreport is one of the template's own tables. */
    private static final Set<String> KINDS =
            Set.of("textField", "staticText", "line", "rectangle", "ellipse", "image", "frame", "break", "subreport");

    private static final Set<String> CLASSES = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Object",
            "net.sf.jasperreports.renderers.Renderable",
            "net.sf.jasperreports.engine.JasperReport",
            "net.sf.jasperreports.engine.JRDataSource");

    /** Attributes that name classes, files or addresses, or let something else decide. */
    private static final Set<String> FORBIDDEN = Set.of(
            "scriptletClass",
            "resourceBundle",
            "formatFactoryClass",
            "incrementerFactoryClass",
            "nestedType",
            "linkType",
            "linkTarget",
            "hyperlinkType",
            "hyperlinkTarget",
            "pdfFontName",
            "createBookmarks",
            "markup",
            "evaluationGroup",
            "bookmarkLevel",
            "whenResourceMissingType");

    /** What Jaspersoft Studio notes for itself; JasperReports reads none of it. */
    private static final Pattern STUDIO = Pattern.compile("com\\.jaspersoft\\.studio\\.[A-Za-z0-9._]{1,100}");

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,6}");
    private static final Set<String> LENGTHS =
            Set.of("pageWidth", "pageHeight", "columnWidth", "columnCount", "width", "height", "x", "y");

    private final Expressions expressions;
    private final Reports reports;

    JrxmlReports(Expressions expressions, Reports reports) {
        this.expressions = expressions;
        this.reports = reports;
    }

    /** The template's own layout as JRXML, for Jaspersoft Studio. */
    static byte[] write(JasperDesign design) {
        return JRXmlWriter.writeReport(design, "UTF-8").getBytes(StandardCharsets.UTF_8);
    }

    /** Why a layout cannot be used; nothing of it is run to find out. */
    Problems check(String xml, PrintTemplate template, FormNames names, Set<UUID> pictures) {
        try {
            make(xml, template, names, pictures);
            return Problems.NONE;
        } catch (RefusedLayoutException e) {
            return Problems.of(e.problem());
        }
    }

    /**
     * @throws RefusedLayoutException when it holds what is not allowed
     */
    Reports.Made make(String xml, PrintTemplate template, FormNames names, Set<UUID> pictures) {
        if (xml.length() > LONGEST) {
            throw refused("print.error.jrxml.size");
        }
        inspect(xml);
        JasperDesign design = load(xml);
        design.setLanguage("plain");
        Needs needs = needs(design, template, names, pictures);
        for (JRBand band : design.getAllBands()) {
            elements(band.getElements(), needs);
        }
        compile(design);
        return new Reports.Made(design, needs, Problems.NONE);
    }

    private static JasperDesign load(String xml) {
        try {
            return JRXmlLoader.load(Sheets.jasper(), new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (JRException | JRRuntimeException e) {
            throw refused("print.error.jrxml.unreadable");
        }
    }

    private static void compile(JasperDesign design) {
        try {
            new PlainCompiler(Sheets.jasper()).compileReport(design);
        } catch (PlainExpression.RefusedException e) {
            throw refused("print.error.jrxml.expression", String.valueOf(e.getMessage()));
        } catch (JRException | JRRuntimeException e) {
            throw refused("print.error.jrxml.invalid", shortened(String.valueOf(e.getMessage())));
        }
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "…";
    }

    // --- The tree ---

    private static void inspect(String xml) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(xml));
            int depth = 0;
            int elements = 0;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        elements++;
                        if (depth > DEEPEST || elements > MOST_ELEMENTS) {
                            throw refused("print.error.jrxml.size");
                        }
                        element(reader, depth);
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.DTD,
                            XMLStreamConstants.ENTITY_REFERENCE,
                            XMLStreamConstants.ENTITY_DECLARATION,
                            XMLStreamConstants.PROCESSING_INSTRUCTION -> throw refused("print.error.jrxml.doctype");
                    default -> {}
                }
            }
            if (elements == 0) {
                throw refused("print.error.jrxml.unreadable");
            }
        } catch (XMLStreamException e) {
            throw refused("print.error.jrxml.unreadable");
        }
    }

    private static void element(XMLStreamReader reader, int depth) {
        String name = reader.getLocalName();
        if ((depth == 1) != name.equals("jasperReport")) {
            throw refused(depth == 1 ? "print.error.jrxml.unreadable" : "print.error.jrxml.element", name);
        }
        if (!ELEMENTS.contains(name)) {
            throw refused("print.error.jrxml.element", name);
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            attribute(name, reader.getAttributeLocalName(i), reader.getAttributeValue(i));
        }
    }

    private static void attribute(String element, String name, String value) {
        if (FORBIDDEN.contains(name)) {
            throw refused("print.error.jrxml.attribute", name);
        }
        boolean allowed = switch (name) {
            case "kind" -> KINDS.contains(value);
            case "class" -> CLASSES.contains(value);
            case "language" -> value.equals("java") || value.equals("plain");
            case "name" -> !element.equals("property") || STUDIO.matcher(value).matches();
            case "fontName" -> value.equals(Sheets.FONT);
            case "calculation" -> Set.of("Nothing", "Count", "System").contains(value);
            default -> !LENGTHS.contains(name) || NUMBER.matcher(value).matches();
        };
        if (!allowed) {
            throw refused("print.error.jrxml.value", name, shortened(value));
        }
    }

    // --- What it needs ---

    private Needs needs(JasperDesign design, PrintTemplate template, FormNames names, Set<UUID> pictures) {
        Needs needs = new Needs();
        for (JRField field : design.getFieldsList()) {
            field(field.getName(), field.getDescription(), needs, names);
        }
        design.getParametersList().stream()
                .filter(parameter -> !parameter.isSystemDefined())
                .forEach(parameter -> {
                    String name = parameter.getName();
                    if (parameter.getDefaultValueExpression() != null) {
                        throw refused("print.error.jrxml.parameter", name);
                    }
                    if (name.startsWith(Page.PICTURE)) {
                        UUID picture = Ids.parse(name.substring(Page.PICTURE.length()))
                                .filter(pictures::contains)
                                .orElseThrow(() -> refused("print.error.noPicture"));
                        needs.pictures().put(name, picture);
                    } else if (!name.startsWith(Page.TABLE) && !name.startsWith(Page.ROWS)) {
                        throw refused("print.error.jrxml.parameter", name);
                    }
                });
        tables(design, template, names, pictures, needs);
        return needs;
    }

    private void field(String name, @Nullable String about, Needs needs, FormNames names) {
        if (name.startsWith(Page.CONDITION)) {
            try {
                expressions.condition(about == null ? "" : about, names.scope());
            } catch (ExpressionException e) {
                throw refused("print.error.jrxml.condition", shortened(String.valueOf(about)));
            }
            needs.conditions().put(name, String.valueOf(about));
            return;
        }
        Optional<CodeKind> kind = List.of(CodeKind.values()).stream()
                .filter(one -> name.startsWith(one.key() + ":"))
                .findFirst();
        if (kind.isPresent()) {
            String path = name.substring(kind.get().key().length() + 1);
            needs.codes().put(name, new Needs.Code(kind.get(), path(path, names)));
            return;
        }
        String[] parts = name.split("\\|", 2);
        needs.texts().put(name, new Needs.Text(path(parts[0], names), format(parts)));
    }

    private static FieldPath path(String path, FormNames names) {
        return names.find(path).orElseThrow(() -> refused("print.error.unknownField", shortened(path)));
    }

    private static TextFormat format(String[] parts) {
        try {
            return parts.length == 1 ? TextFormat.USUAL : TextFormat.of(parts[1]);
        } catch (IllegalArgumentException e) {
            throw refused("print.error.unknownField", shortened(parts[1]));
        }
    }

    /** Tables stay what the designer made them; a layout from outside only says where they stand. */
    private void tables(JasperDesign design, PrintTemplate template, FormNames names, Set<UUID> pictures, Needs needs) {
        boolean any = design.getParametersList().stream()
                .anyMatch(parameter -> parameter.getName().startsWith(Page.TABLE));
        if (any) {
            needs.tables()
                    .putAll(reports.make(template.withJrxml(null), names, pictures)
                            .needs()
                            .tables());
        }
    }

    /** Pictures and reports come from the template only, never from an address that an expression makes. */
    private static void elements(JRElement[] elements, Needs needs) {
        for (JRElement element : elements) {
            switch (element) {
                case JRFrame frame -> elements(frame.getElements(), needs);
                case JRImage image -> {
                    String source = plain(image.getExpression());
                    boolean known = source.startsWith("$F{")
                            ? needs.codes().containsKey(inner(source))
                            : source.startsWith("$P{") && needs.pictures().containsKey(inner(source));
                    if (!known) {
                        throw refused("print.error.jrxml.image", shortened(source));
                    }
                }
                case JRSubreport report -> {
                    String source = plain(report.getExpression());
                    String number = source.startsWith("$P{" + Page.TABLE)
                            ? inner(source).substring(Page.TABLE.length())
                            : "";
                    boolean own = needs.tables().containsKey(number)
                            && plain(report.getDataSourceExpression()).equals("$P{" + Page.ROWS + number + "}")
                            && report.getConnectionExpression() == null
                            && report.getParametersMapExpression() == null;
                    if (!own) {
                        throw refused("print.error.jrxml.subreport", shortened(source));
                    }
                }
                default -> {}
            }
        }
    }

    private static String plain(@Nullable JRExpression expression) {
        String text = expression == null ? null : expression.getText();
        return text == null ? "" : text.strip();
    }

    private static String inner(String source) {
        return source.endsWith("}") && source.indexOf('}') == source.length() - 1
                ? source.substring(3, source.length() - 1)
                : "";
    }

    private static RefusedLayoutException refused(String code, Object... arguments) {
        return new RefusedLayoutException(Problem.error(code, "jrxml", arguments));
    }

    /** A layout that is not used, and why. */
    static final class RefusedLayoutException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final transient Problem problem;

        RefusedLayoutException(Problem problem) {
            super(problem.code());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}

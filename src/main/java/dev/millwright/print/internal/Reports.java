package dev.millwright.print.internal;

import dev.millwright.extension.DefinitionCodec;
import dev.millwright.extension.UnreadableDefinitionException;
import dev.millwright.print.Band;
import dev.millwright.print.PrintBand;
import dev.millwright.print.PrintElement;
import dev.millwright.print.PrintElementTypes;
import dev.millwright.print.PrintPage;
import dev.millwright.print.PrintTemplate;
import dev.millwright.print.spi.PrintElementType;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperReport;
import net.sf.jasperreports.engine.design.JRDesignBand;
import net.sf.jasperreports.engine.design.JRDesignElement;
import net.sf.jasperreports.engine.design.JRDesignExpression;
import net.sf.jasperreports.engine.design.JRDesignSection;
import net.sf.jasperreports.engine.design.JRDesignVariable;
import net.sf.jasperreports.engine.design.JasperDesign;
import net.sf.jasperreports.engine.type.CalculationEnum;
import net.sf.jasperreports.engine.type.OrientationEnum;
import net.sf.jasperreports.engine.type.PositionTypeEnum;
import net.sf.jasperreports.engine.type.ResetTypeEnum;
import net.sf.jasperreports.engine.type.SplitTypeEnum;
import net.sf.jasperreports.engine.type.WhenNoDataTypeEnum;
import org.springframework.stereotype.Component;

/** Makes reports of JasperReports out of templates. */
@Component
class Reports {

    private final PrintElementTypes types;
    private final DefinitionCodec codec;

    Reports(PrintElementTypes types, DefinitionCodec codec) {
        this.types = types;
        this.codec = codec;
    }

    /**
     * A report with what it needs to be filled.
     *
     * @param problems what could not be made, each at the id of its element
     */
    record Made(JasperDesign design, Needs needs, Problems problems) {}

    /** The template as a design; what is wrong with an element leaves that element out. */
    Made make(PrintTemplate template, FormNames names, Set<UUID> pictures) {
        PrintPage page = template.page();
        JasperDesign design = new JasperDesign();
        design.setName(template.key());
        design.setPageWidth(Sheets.points(page.across()));
        design.setPageHeight(Sheets.points(page.down()));
        design.setOrientation(page.landscape() ? OrientationEnum.LANDSCAPE : OrientationEnum.PORTRAIT);
        design.setLeftMargin(Sheets.points(page.left()));
        design.setRightMargin(Sheets.points(page.right()));
        design.setTopMargin(Sheets.points(page.top()));
        design.setBottomMargin(Sheets.points(page.bottom()));
        design.setColumnWidth(design.getPageWidth() - design.getLeftMargin() - design.getRightMargin());
        design.setWhenNoDataType(WhenNoDataTypeEnum.NO_PAGES);
        countPages(design);
        Page rendering = new Page(design, names, pictures, page.isLabel());
        Problems problems = Problems.NONE;
        for (PrintBand band : template.bands()) {
            JRDesignBand made = new JRDesignBand();
            made.setSplitType(SplitTypeEnum.STRETCH);
            int lowest = Sheets.points(band.height());
            List<JRDesignElement> all = new ArrayList<>();
            for (PrintElement element : band.elements()) {
                List<JRDesignElement> drawn = draw(element, rendering);
                for (Problem problem : rendering.takeProblems()) {
                    problems = problems.and(
                            problem.at(element.id() + (problem.path().isEmpty() ? "" : "." + problem.path())));
                }
                for (JRDesignElement one : drawn) {
                    // What does not lie on the page is told by the validation; JasperReports would refuse the whole.
                    if (one.getX() < 0 || one.getY() < 0 || one.getX() + one.getWidth() > design.getColumnWidth()) {
                        continue;
                    }
                    if (!element.showIf().isBlank()) {
                        one.setPrintWhenExpression(rendering.condition(element.showIf()));
                    }
                    one.setPositionType(
                            band.band() == Band.FOOTER ? PositionTypeEnum.FIX_RELATIVE_TO_TOP : PositionTypeEnum.FLOAT);
                    one.setKey(element.id().toString());
                    all.add(one);
                    lowest = Math.max(lowest, one.getY() + one.getHeight());
                }
            }
            (band.band() == Band.FOOTER ? all : Lines.of(all, design)).forEach(made::addElement);
            made.setHeight(lowest);
            place(design, band.band(), made);
        }
        return new Made(design, rendering.needs(), problems);
    }

    private static void place(JasperDesign design, Band band, JRDesignBand made) {
        if (made.getHeight() == 0 && band != Band.DETAIL) {
            return;
        }
        switch (band) {
            case TITLE -> design.setTitle(made);
            case HEADER -> design.setPageHeader(made);
            case DETAIL -> ((JRDesignSection) design.getDetailSection()).addBand(made);
            case FOOTER -> design.setPageFooter(made);
        }
    }

    private static void countPages(JasperDesign design) {
        JRDesignVariable current = new JRDesignVariable();
        current.setName(Page.CURRENT_PAGE);
        current.setValueClass(Integer.class);
        current.setCalculation(CalculationEnum.NOTHING);
        current.setResetType(ResetTypeEnum.PAGE);
        JRDesignExpression number = new JRDesignExpression();
        number.addVariableChunk("PAGE_NUMBER");
        current.setExpression(number);
        JRDesignExpression first = new JRDesignExpression();
        // It begins anew with a page before that page is counted.
        first.addVariableChunk("PAGE_NUMBER");
        first.addTextChunk(" + 1");
        current.setInitialValueExpression(first);
        try {
            design.addVariable(current);
        } catch (JRException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<JRDesignElement> draw(PrintElement element, Page rendering) {
        return types.find(element.type())
                .map(type -> draw(type, element, rendering))
                .orElseGet(List::of);
    }

    private <C> List<JRDesignElement> draw(PrintElementType<C> type, PrintElement element, Page rendering) {
        try {
            return type.render(codec.settings(type, element.config()), element.box(), rendering);
        } catch (UnreadableDefinitionException e) {
            return List.of();
        }
    }

    /** A design, ready to be filled. */
    static JasperReport compile(JasperDesign design) {
        try {
            return new PlainCompiler(Sheets.jasper()).compileReport(design);
        } catch (JRException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.millwright.print.internal;

import java.util.List;
import net.sf.jasperreports.engine.DefaultJasperReportsContext;
import net.sf.jasperreports.engine.SimpleJasperReportsContext;
import net.sf.jasperreports.engine.fonts.FontFamily;
import net.sf.jasperreports.engine.fonts.SimpleFontFamily;

/** JasperReports as it is set up here: one font family, embedded, and nothing found by a name that a report gives. */
final class Sheets {

    static final String FONT = "Noto Sans SC";

    private static final String FONTS = "dev/millwright/print/fonts/";
    private static final double POINTS = 72 / 25.4;

    private static final SimpleJasperReportsContext CONTEXT = context();

    private Sheets() {}

    static SimpleJasperReportsContext jasper() {
        return CONTEXT;
    }

    /** Millimetres in the whole points that JasperReports counts in. */
    static int points(double millimetres) {
        return (int) Math.round(millimetres * POINTS);
    }

    private static SimpleJasperReportsContext context() {
        SimpleJasperReportsContext context = new SimpleJasperReportsContext(DefaultJasperReportsContext.getInstance());
        SimpleFontFamily family = new SimpleFontFamily(context);
        family.setName(FONT);
        family.setNormal(FONTS + "NotoSansSC-Regular.ttf");
        family.setBold(FONTS + "NotoSansSC-Bold.ttf");
        family.setPdfEncoding("Identity-H");
        family.setPdfEmbedded(true);
        context.setExtensions(FontFamily.class, List.of(family));
        context.setProperty("net.sf.jasperreports.default.font.name", FONT);
        context.setProperty("net.sf.jasperreports.default.font.size", "10");
        context.setProperty("net.sf.jasperreports.default.pdf.embedded", "true");
        context.setProperty("net.sf.jasperreports.default.pdf.encoding", "Identity-H");
        // A layout that never ends must not take the server with it.
        context.setProperty("net.sf.jasperreports.governor.max.pages.enabled", "true");
        context.setProperty("net.sf.jasperreports.governor.max.pages", "5000");
        context.setProperty("net.sf.jasperreports.governor.timeout.enabled", "true");
        context.setProperty("net.sf.jasperreports.governor.timeout", "300000");
        return context;
    }
}

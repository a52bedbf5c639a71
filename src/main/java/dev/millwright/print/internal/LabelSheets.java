package dev.millwright.print.internal;

import dev.millwright.print.Box;
import dev.millwright.print.LabelSheet;
import dev.millwright.print.PrintPage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import net.sf.jasperreports.engine.JRPrintElement;
import net.sf.jasperreports.engine.JRPrintPage;
import net.sf.jasperreports.engine.JasperPrint;

/** Lays the pages of documents beside each other on sheets; no more than a sheet of them is held at a time. */
final class LabelSheets implements Iterator<JasperPrint> {

    private final Iterator<JasperPrint> documents;
    private final PrintPage label;
    private final LabelSheet sheet;
    private final Deque<JRPrintPage> pages = new ArrayDeque<>();

    /**
     * @param label a page of the documents, with the sheet that it is to lie on
     */
    LabelSheets(Iterator<JasperPrint> documents, PrintPage label) {
        this.documents = documents;
        this.label = label;
        LabelSheet on = label.sheet();
        if (on == null) {
            throw new IllegalArgumentException("Without a sheet each page stands for itself");
        }
        this.sheet = on;
    }

    @Override
    public boolean hasNext() {
        return !pages.isEmpty() || documents.hasNext();
    }

    @Override
    public JasperPrint next() {
        // What was begun on the sheet before goes on here, in a document that knows its fonts.
        JasperPrint made = null;
        while (pages.size() < label.perSheet() && documents.hasNext()) {
            made = documents.next();
            pages.addAll(made.getPages());
        }
        if (made == null) {
            made = new JasperPrint();
        }
        while (!made.getPages().isEmpty()) {
            made.removePage(0);
        }
        made.setPageWidth(Sheets.points(sheet.paper().width()));
        made.setPageHeight(Sheets.points(sheet.paper().height()));
        made.addPage(together());
        return made;
    }

    private JRPrintPage together() {
        JRPrintPage first = pages.removeFirst();
        move(first, 0);
        for (int number = 1; number < label.perSheet() && !pages.isEmpty(); number++) {
            JRPrintPage next = pages.removeFirst();
            move(next, number);
            next.getElements().forEach(first::addElement);
        }
        return first;
    }

    private void move(JRPrintPage page, int number) {
        Box place = sheet.place(label, number);
        for (JRPrintElement element : page.getElements()) {
            element.setX(element.getX() + Sheets.points(place.x()));
            element.setY(element.getY() + Sheets.points(place.y()));
        }
    }
}

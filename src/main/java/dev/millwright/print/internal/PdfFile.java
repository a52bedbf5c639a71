package dev.millwright.print.internal;

import java.io.OutputStream;
import java.util.AbstractList;
import java.util.Iterator;
import net.sf.jasperreports.engine.JRException;
import net.sf.jasperreports.engine.JasperPrint;
import net.sf.jasperreports.export.ExporterInput;
import net.sf.jasperreports.export.ExporterInputItem;
import net.sf.jasperreports.export.SimpleExporterInputItem;
import net.sf.jasperreports.export.SimpleOutputStreamExporterOutput;
import net.sf.jasperreports.pdf.JRPdfExporter;
import net.sf.jasperreports.pdf.SimplePdfExporterConfiguration;
import org.jspecify.annotations.Nullable;

/** Writes documents one after the other into one PDF, each filled only when its turn comes. */
final class PdfFile {

    private PdfFile() {}

    /** The number of pages that were written. */
    static int write(Iterator<JasperPrint> documents, String title, OutputStream out) {
        Items items = new Items(documents);
        JRPdfExporter exporter = new JRPdfExporter(Sheets.jasper());
        exporter.setExporterInput((ExporterInput) () -> items);
        exporter.setExporterOutput(new SimpleOutputStreamExporterOutput(out));
        SimplePdfExporterConfiguration configuration = new SimplePdfExporterConfiguration();
        configuration.setMetadataTitle(title);
        configuration.setMetadataCreator("Millwright");
        configuration.setDisplayMetadataTitle(true);
        exporter.setConfiguration(configuration);
        try {
            exporter.exportReport();
        } catch (JRException e) {
            throw new IllegalStateException(e);
        }
        return items.pages;
    }

    /** The exporter asks for one after the other, so only the present one is kept. */
    private static final class Items extends AbstractList<ExporterInputItem> {

        private final Iterator<JasperPrint> documents;
        private int made;
        private int pages;
        private @Nullable ExporterInputItem present;

        Items(Iterator<JasperPrint> documents) {
            this.documents = documents;
        }

        @Override
        public ExporterInputItem get(int index) {
            ExporterInputItem item = present;
            if (item != null && index == made - 1) {
                return item;
            }
            if (index != made) {
                throw new IllegalStateException("The documents come one after the other");
            }
            JasperPrint print = documents.next();
            pages += print.getPages().size();
            item = new SimpleExporterInputItem(print);
            present = item;
            made++;
            return item;
        }

        @Override
        public int size() {
            return documents.hasNext() ? made + 1 : made;
        }
    }
}

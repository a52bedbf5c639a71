package dev.millwright.exchange.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.millwright.exchange.FileExports;
import dev.millwright.identity.CurrentPerson;
import dev.millwright.identity.Person;
import dev.millwright.ui.Icons;
import java.io.IOException;
import java.io.OutputStream;

/** Links to files that are written while they are fetched, in the name of the person who sees the link. */
final class Downloads {

    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    static final String CSV = "text/csv; charset=utf-8";

    private Downloads() {}

    /** Writes a file. */
    interface Writer {
        void to(OutputStream out) throws IOException;
    }

    static Anchor link(String label, String fileName, CurrentPerson person, Writer writer) {
        return new Anchor(handler(fileName, person, writer), "") {
            {
                add(Icons.of("vaadin:download-alt"), new Span(label));
                addClassName("mw-download");
                setDownload(true);
            }
        };
    }

    static DownloadHandler handler(String fileName, CurrentPerson person, Writer writer) {
        Person reader = person.get();
        return event -> {
            event.setFileName(fileName);
            event.setContentType(type(fileName));
            try (OutputStream out = event.getOutputStream()) {
                person.as(reader, () -> {
                    try {
                        writer.to(out);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    return true;
                });
            }
        };
    }

    private static String type(String fileName) {
        if (fileName.endsWith(".zip")) {
            return FileExports.MEDIA_TYPE;
        }
        return fileName.endsWith(".xlsx") ? XLSX : CSV;
    }

    /** A label as a part of a file name. */
    static String safe(String label) {
        String name = label.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}\\p{Cs}]", " ").strip();
        return name.isEmpty() ? "records" : name.substring(0, Math.min(name.length(), 80));
    }
}

package dev.millwright.print.internal;

import dev.millwright.form.ColumnFigure;
import dev.millwright.print.spi.CodeKind;
import dev.millwright.print.spi.TextFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What a report has to know of a record, by the names of its JasperReports fields. */
final class Needs {

    private final Map<String, Text> texts = new LinkedHashMap<>();
    private final Map<String, Code> codes = new LinkedHashMap<>();
    private final Map<String, Photo> photos = new LinkedHashMap<>();
    private final Map<String, String> conditions = new LinkedHashMap<>();
    private final Map<String, Figure> figures = new LinkedHashMap<>();
    private final Map<String, UUID> pictures = new LinkedHashMap<>();
    private final Map<String, Table> tables = new LinkedHashMap<>();

    Map<String, Text> texts() {
        return texts;
    }

    Map<String, Code> codes() {
        return codes;
    }

    Map<String, Photo> photos() {
        return photos;
    }

    Map<String, String> conditions() {
        return conditions;
    }

    Map<String, Figure> figures() {
        return figures;
    }

    Map<String, UUID> pictures() {
        return pictures;
    }

    Map<String, Table> tables() {
        return tables;
    }

    /** What stands below a column. */
    record Figure(Text text, ColumnFigure figure) {

        FieldPath path() {
            return text.path();
        }
    }

    /** A value as text. */
    record Text(FieldPath path, TextFormat format) {}

    /**
     * A picture among the files of a field.
     *
     * @param number from 1 among the pictures
     */
    record Photo(FieldPath path, int number) {}

    /** The code of a value. */
    record Code(CodeKind kind, FieldPath path) {}

    /**
     * A report within the report.
     *
     * @param source of its rows; empty for the printed records
     */
    record Table(String source, net.sf.jasperreports.engine.JasperReport report, Needs needs) {}
}

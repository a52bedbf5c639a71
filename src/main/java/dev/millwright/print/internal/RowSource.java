package dev.millwright.print.internal;

import dev.millwright.field.FormatContext;
import dev.millwright.form.ColumnFigure;
import dev.millwright.print.internal.Reader.Row;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import net.sf.jasperreports.engine.JRDataSource;
import net.sf.jasperreports.engine.JRField;
import org.jspecify.annotations.Nullable;

/** Rows for JasperReports, which asks for one after the other and never keeps them. */
final class RowSource implements JRDataSource {

    private final Iterator<Row> rows;
    private final FormatContext format;
    private final Needs needs;
    private final Map<String, ColumnFigure.Tally> tallies = new HashMap<>();
    private @Nullable Row row;

    RowSource(Iterator<Row> rows, FormatContext format, Needs needs) {
        this.rows = rows;
        this.format = format;
        this.needs = needs;
    }

    @Override
    public boolean next() {
        if (!rows.hasNext()) {
            return false;
        }
        Row next = rows.next();
        row = next;
        next.numbers()
                .forEach((name, number) -> tallies.computeIfAbsent(name, unknown -> new ColumnFigure.Tally())
                        .add(number));
        return true;
    }

    @Override
    public @Nullable Object getFieldValue(JRField field) {
        String name = field.getName();
        Needs.Figure figure = needs.figures().get(name);
        if (figure != null) {
            return tallies.getOrDefault(name, new ColumnFigure.Tally())
                    .figure(figure.figure())
                    .map(number -> new Late(number, figure, format))
                    .orElse(null);
        }
        return row == null ? null : row.values().get(name);
    }

    /** A figure that becomes text only where it is printed. */
    private record Late(BigDecimal number, Needs.Figure figure, FormatContext format)
            implements PlainExpression.LateText {
        @Override
        public String toString() {
            return Reader.figure(figure, number, format);
        }
    }
}

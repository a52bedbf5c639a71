package dev.millwright.print.internal;

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
    private final Reader reader;
    private final Needs needs;
    private final Map<String, BigDecimal> sums = new HashMap<>();
    private @Nullable Row row;

    RowSource(Iterator<Row> rows, Reader reader, Needs needs) {
        this.rows = rows;
        this.reader = reader;
        this.needs = needs;
    }

    @Override
    public boolean next() {
        if (!rows.hasNext()) {
            return false;
        }
        Row next = rows.next();
        row = next;
        next.numbers().forEach((name, number) -> sums.merge(name, number, BigDecimal::add));
        return true;
    }

    @Override
    public @Nullable Object getFieldValue(JRField field) {
        String name = field.getName();
        Needs.Text sum = needs.sums().get(name);
        if (sum != null) {
            return new Sum(sums.getOrDefault(name, BigDecimal.ZERO), sum, reader);
        }
        return row == null ? null : row.values().get(name);
    }

    /** A sum that becomes text only where it is printed. */
    private record Sum(BigDecimal number, Needs.Text sum, Reader reader) implements PlainExpression.LateText {
        @Override
        public String toString() {
            return reader.sum(sum, number);
        }
    }
}

package dev.millwright.print.internal;

import dev.millwright.field.FormatContext;
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
    private final Map<String, BigDecimal> sums = new HashMap<>();
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
        next.numbers().forEach((name, number) -> sums.merge(name, number, BigDecimal::add));
        return true;
    }

    @Override
    public @Nullable Object getFieldValue(JRField field) {
        String name = field.getName();
        Needs.Text sum = needs.sums().get(name);
        if (sum != null) {
            return new Sum(sums.getOrDefault(name, BigDecimal.ZERO), sum, format);
        }
        return row == null ? null : row.values().get(name);
    }

    /** A sum that becomes text only where it is printed. */
    private record Sum(BigDecimal number, Needs.Text sum, FormatContext format) implements PlainExpression.LateText {
        @Override
        public String toString() {
            return Reader.sum(sum, number, format);
        }
    }
}

package dev.millwright.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import dev.millwright.field.ChoiceOption;
import dev.millwright.form.ExpressionValues;
import dev.millwright.form.PublishedField;
import dev.millwright.schema.ColumnType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Field;
import org.jooq.QueryPart;

/**
 * What a formula comes to as a value of its field, the same in Java and in SQL: numbers are rounded to the digits of the field and empty
 * when they are too large for it, a text that is too long ends with a sign that says so, an option is meant by its key or its label.
 */
final class FormulaResult {

    private static final int LONGEST_TEXT = ExpressionValues.LONGEST_TEXT;
    private static final String CUT = ExpressionValues.CUT;
    private static final BigDecimal LARGEST_WHOLE = ExpressionValues.LARGEST_WHOLE;
    private static final BigDecimal LARGEST = ExpressionValues.LARGEST;

    private FormulaResult() {}

    /** What goes into the column for what the expression is in SQL. */
    static Field<?> sql(PublishedField<?, ?> field, Field<?> result) {
        return switch (type(field)) {
            case BIGINT ->
                field(
                        "(case when abs({0}) < {1} then cast(round({0}, 0) as bigint) end)",
                        result, inline(LARGEST_WHOLE));
            case NUMERIC ->
                field(
                        "(case when abs({0}) < {1} then round({0}, {2}) end)",
                        result, inline(LARGEST), inline(field.decimals()));
            case TEXT -> field.options().isEmpty() ? text(result) : option(field.options(), result);
            case DATE, TIMESTAMPTZ, BOOLEAN -> field("{0}", result);
            case UUID, UUID_ARRAY, TEXT_ARRAY, JSONB ->
                throw new IllegalStateException("No formula gives " + field.key());
        };
    }

    private static Field<?> text(Field<?> result) {
        return field(
                "(case when char_length({0}) > {1} then left({0}, {2}) || {3} else nullif({0}, '') end)",
                result, inline(LONGEST_TEXT), inline(LONGEST_TEXT - 1), inline(CUT));
    }

    /** A key comes before a label that is written like it. */
    private static Field<?> option(List<ChoiceOption> options, Field<?> result) {
        List<QueryPart> parts = new ArrayList<>();
        parts.add(result);
        StringBuilder sql = new StringBuilder("(case {0}");
        for (ChoiceOption option : options) {
            when(sql, parts, option.key(), option.key());
        }
        for (ChoiceOption option : options) {
            when(sql, parts, option.label(), option.key());
        }
        return field(sql.append(" end)").toString(), parts.toArray(QueryPart[]::new));
    }

    private static void when(StringBuilder sql, List<QueryPart> parts, String written, String key) {
        parts.add(inline(written));
        parts.add(inline(key));
        sql.append(" when {")
                .append(parts.size() - 2)
                .append("} then {")
                .append(parts.size() - 1)
                .append("}");
    }

    private static ColumnType type(PublishedField<?, ?> field) {
        return field.columns().getFirst().type();
    }
}

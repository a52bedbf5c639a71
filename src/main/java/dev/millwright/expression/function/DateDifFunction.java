package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Whole years, months or days from one date to another. */
@Component
class DateDifFunction implements ExpressionFunction {

    private static final List<String> UNITS = List.of("Y", "M", "D", "YM", "MD");

    @Override
    public String name() {
        return "DATEDIF";
    }

    @Override
    public String usage() {
        return "DATEDIF(start, end, unit)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whole years \"Y\", months \"M\" or days \"D\" between dates; \"YM\" months beyond years, \"MD\" days beyond months; empty if the end is before: DATEDIF(\"2024-03-01\", \"2026-01-31\", \"Y\") is 1",
                "两个日期之间的整年 \"Y\"、整月 \"M\" 或天数 \"D\"；\"YM\" 为不足一年的月数，\"MD\" 为不足一月的天数；结束早于开始得空：DATEDIF(\"2024-03-01\", \"2026-01-31\", \"Y\") 得 1");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(3, 3);
        if (!(arguments.get(2) instanceof Expression.Literal(String unit, ExpressionType _))
                || !UNITS.contains(unit.toUpperCase(Locale.ROOT))) {
            throw arguments.refusal(2, "expression.error.unit", String.join(", ", UNITS));
        }
        return Expression.apply(
                Operation.DATE_DIFFERENCE,
                ExpressionType.NUMBER,
                arguments.date(0),
                arguments.date(1),
                new Expression.Literal(unit.toUpperCase(Locale.ROOT), ExpressionType.TEXT));
    }
}

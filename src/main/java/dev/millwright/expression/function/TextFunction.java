package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.expression.TimeFormat;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** A number or a time written in a format of Excel. */
@Component
class TextFunction implements ExpressionFunction {

    private static final int LONGEST = 60;

    @Override
    public String name() {
        return "TEXT";
    }

    @Override
    public String usage() {
        return "TEXT(value, format)";
    }

    @Override
    public Label description() {
        return Label.of(
                "A number or date as text: TEXT(1234.5, \"#,##0.00\") is \"1,234.50\"; 0%, yyyy-mm-dd, yyyy年m月d日 and hh:mm are formats too",
                "把数字或日期写成文本：TEXT(1234.5, \"#,##0.00\") 得 \"1,234.50\"；格式还可为 0%、yyyy-mm-dd、yyyy年m月d日、hh:mm");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(2, 2);
        if (!(arguments.get(1) instanceof Expression.Literal(String format, ExpressionType _))
                || format.length() > LONGEST) {
            throw arguments.refusal(1, "expression.error.format", LONGEST);
        }
        Expression value = arguments.get(0);
        if (value.type().isTime()) {
            if (!TimeFormat.isValid(format)) {
                throw arguments.refusal(1, "expression.error.timeFormat");
            }
            return Expression.apply(Operation.WRITE_TIME, ExpressionType.TEXT, value, arguments.get(1));
        }
        return NumberFormat.of(format)
                .orElseThrow(() -> arguments.refusal(1, "expression.error.numberFormat"))
                .write(arguments.number(0));
    }
}

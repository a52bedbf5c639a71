package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.DurationFormat;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.expression.TimeFormat;
import dev.millwright.shared.Label;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** A number or a time written in a format of Excel. */
@Component
class TextFunction implements ExpressionFunction {

    private static final int LONGEST = 60;
    private static final LocalDate ANY_DAY = LocalDate.of(2000, 7, 1);

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
                "A number, date, time or duration as text: TEXT(1234.5, \"#,##0.00\") is \"1,234.50\"; 0%, yyyy-mm-dd, yyyy年m月d日, hh:mm and for durations [h]:mm are formats too",
                "把数字、日期、时刻或时长写成文本：TEXT(1234.5, \"#,##0.00\") 得 \"1,234.50\"；格式还可为 0%、yyyy-mm-dd、yyyy年m月d日、hh:mm，时长为 [h]:mm");
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
        if (value.type() == ExpressionType.TIME) {
            if (!TimeFormat.isValid(format) || TimeFormat.hasDay(format)) {
                throw arguments.refusal(1, "expression.error.clockFormat");
            }
            // Of no day: any will do.
            Expression moment = Expression.apply(
                    Operation.MOMENT_OF_DAY,
                    ExpressionType.DATE_TIME,
                    new Expression.Literal(ANY_DAY, ExpressionType.DATE),
                    Expression.apply(Operation.SECONDS_OF_TIME, ExpressionType.NUMBER, value));
            return Expression.apply(Operation.WRITE_TIME, ExpressionType.TEXT, moment, arguments.get(1));
        }
        if (value.type() == ExpressionType.DURATION) {
            DurationFormat known = DurationFormat.of(format)
                    .orElseThrow(() -> arguments.refusal(1, "expression.error.durationFormat", DurationFormat.all()));
            return Expression.apply(
                    Operation.WRITE_DURATION,
                    ExpressionType.TEXT,
                    value,
                    new Expression.Literal(known.written(), ExpressionType.TEXT));
        }
        return NumberFormat.of(format)
                .orElseThrow(() -> arguments.refusal(1, "expression.error.numberFormat"))
                .write(arguments.number(0));
    }
}

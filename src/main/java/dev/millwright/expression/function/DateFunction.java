package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** A date made of year, month and day. */
@Component
class DateFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "DATE";
    }

    @Override
    public String usage() {
        return "DATE(year, month, day)";
    }

    @Override
    public Label description() {
        return Label.of("A date from its parts", "由年、月、日组成日期");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(3, 3);
        List<BigDecimal> written = arguments.literals();
        if (written.isEmpty()) {
            return Expression.apply(
                    Operation.DATE_OF_PARTS,
                    ExpressionType.DATE,
                    arguments.number(0),
                    arguments.number(1),
                    arguments.number(2));
        }
        try {
            LocalDate day = LocalDate.of(
                    written.get(0).intValueExact(),
                    written.get(1).intValueExact(),
                    written.get(2).intValueExact());
            if (day.getYear() >= 1 && day.getYear() <= 9999) {
                return new Expression.Literal(day, ExpressionType.DATE);
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw arguments.refusal("expression.error.noSuchDay");
        }
        throw arguments.refusal("expression.error.noSuchDay");
    }
}

package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a department is one of those that whoever is signed in belongs to, or lies below one of them. */
@Component
class UnderMyDepartmentFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "UNDERMYDEPARTMENT";
    }

    @Override
    public String usage() {
        return "UNDERMYDEPARTMENT(department)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whether a department, or one of several, is that of whoever is signed in or lies below it",
                "部门（或其中之一）是否为当前登录人所在的部门或其下级部门");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(
                Operation.UNDER_MY_DEPARTMENT, ExpressionType.BOOLEAN, IsMyDepartmentFunction.department(arguments));
    }
}

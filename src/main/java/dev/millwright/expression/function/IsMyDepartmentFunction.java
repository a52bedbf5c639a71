package dev.millwright.expression.function;

import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Operation;
import dev.millwright.shared.Label;
import org.springframework.stereotype.Component;

/** Whether a department is one of those that whoever is signed in belongs to. */
@Component
class IsMyDepartmentFunction implements ExpressionFunction {

    @Override
    public String name() {
        return "ISMYDEPARTMENT";
    }

    @Override
    public String usage() {
        return "ISMYDEPARTMENT(department)";
    }

    @Override
    public Label description() {
        return Label.of(
                "Whether a department, or one of several, is that of whoever is signed in", "部门（或其中之一）是否为当前登录人所在的部门");
    }

    @Override
    public Expression apply(Arguments arguments) {
        arguments.count(1, 1);
        return Expression.apply(Operation.OF_MY_DEPARTMENT, ExpressionType.BOOLEAN, department(arguments));
    }

    /** A path, or several. */
    static Expression department(Arguments arguments) {
        Expression department = arguments.get(0);
        return department.type() == ExpressionType.CHOICES ? department : arguments.text(0);
    }
}

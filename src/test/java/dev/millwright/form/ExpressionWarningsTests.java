package dev.millwright.form;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.expression.ExpressionFunctions;
import dev.millwright.expression.Expressions;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.field.type.PlainFieldTypes;
import dev.millwright.record.internal.Gate;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionWarningsTests {

    private static final Expressions EXPRESSIONS = new Expressions(new ExpressionFunctions(List.of()));
    private static final FieldResolver RESOLVER =
            new FieldResolver(PlainFieldTypes.all(), new FormPartTypes(List.of()), new DefinitionCodec());

    private static List<Problem> problems(String type, String formula) {
        FormDefinition form = Gate.form(
                "line",
                Gate.field("price", "decimal"),
                Gate.field("discount", "percent"),
                Gate.field("rebate", "percent"),
                Gate.field("result", type).withFormula(formula));
        return new AppFormulas(List.of(FormShape.of(form, RESOLVER)), EXPRESSIONS)
                .problems(form.id()).stream().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "decimal, price * discount",
        "decimal, price * (1 - discount)",
        "decimal, (price + 1) * (discount + rebate% )",
        "decimal, price * (discount + 1) / 10",
    })
    void aPercentageTakenForAFractionIsTold(String type, String formula) {
        assertThat(problems(type, formula)).singleElement().satisfies(problem -> {
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.code()).isEqualTo("form.problem.percentAsNumber");
            assertThat(problem.arguments()).containsExactly("The discount");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "decimal, price * discount%",
        "decimal, price * (1 - discount%)",
        "decimal, price * discount / 100",
        "decimal, price * (1 - discount * 0.01)",
        "percent, discount + rebate",
        "percent, price / 3 * 100",
        "yes-no, discount > 10",
    })
    void whatCountsRightIsNotDoubted(String type, String formula) {
        assertThat(problems(type, formula)).isEmpty();
    }

    @Test
    void aQuotientThatIsToBeAPercentageIsTold() {
        assertThat(problems("percent", "price / 3"))
                .extracting(Problem::code)
                .containsExactly("form.problem.quotientAsPercent");
    }
}

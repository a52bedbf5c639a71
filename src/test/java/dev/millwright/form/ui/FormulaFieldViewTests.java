package dev.millwright.form.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import dev.millwright.expression.Arguments;
import dev.millwright.expression.Expression;
import dev.millwright.expression.ExpressionException;
import dev.millwright.expression.ExpressionFunction;
import dev.millwright.expression.ExpressionFunctions;
import dev.millwright.expression.ExpressionType;
import dev.millwright.expression.Expressions;
import dev.millwright.expression.Scope;
import dev.millwright.field.PersonRef;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.TextPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

// Without the views of the application: the field stands for itself.
@ViewPackages(classes = FormulaFieldViewTests.class)
class FormulaFieldViewTests extends BrowserlessTest {

    private final List<String> handedOut = new ArrayList<>();

    @Test
    void whatMakesSenseIsHandedOutWithWhatItComesTo() {
        show("");
        type("  （price＊2） ");
        assertThat(handedOut).containsExactly("（price＊2）");
        assertThat(input().isInvalid()).isFalse();
        assertThat(sample().getText()).isEqualTo("SN-1: 25");
    }

    @Test
    void aMistakeIsToldAndHasAPlaceAndNoSample() {
        show("price");
        type("price + cost");
        assertThat(input().isInvalid()).isTrue();
        assertThat(input().getErrorMessage()).contains("expression.error.unknownName");
        assertThat(sample().isVisible()).isFalse();
        assertThat(ports().formula(null, "price + cost").stream().map(Problem::position))
                .containsExactly(new TextPosition(8, 4, 1, 9));
    }

    @Test
    void whatIsTooLongIsNotHandedOut() {
        show("price");
        ExpressionTyping.send(input(), "", 2_001);
        assertThat(input().getErrorMessage()).contains("ui.text.tooLong");
        assertThat(handedOut).isEmpty();
        ExpressionTyping.send(input(), "1+".repeat(1_500), 3);
        assertThat(handedOut).as("whatever a browser says of its length").isEmpty();
        type("price * 2");
        assertThat(input().isInvalid()).isFalse();
        assertThat(handedOut).containsExactly("price * 2");
    }

    @Test
    void fieldsAndFunctionsAreOffered() {
        show("");
        Element element = ExpressionTyping.element(input());
        assertThat(element.getPropertyRaw("names").toString()).contains("price", "Unit price", "form.expression.type");
        assertThat(element.getPropertyRaw("functions").toString()).contains("ROUND");
    }

    private void show(String present) {
        UI.getCurrent().add(new FormulaField(ports(), "", null, false, present, handedOut::add));
    }

    private ExpressionInput input() {
        return $(ExpressionInput.class).single();
    }

    private Span sample() {
        return (Span) input().getParent().orElseThrow().getChildren().toList().get(2);
    }

    private void type(String text) {
        ExpressionTyping.type(input(), text);
    }

    private static ConditionPorts ports() {
        return new Ports();
    }

    private static final class Ports implements ConditionPorts {

        private final Expressions expressions = new Expressions(new ExpressionFunctions(List.of(new Round())));

        @Override
        public List<ConditionField> fields(@Nullable UUID form) {
            return List.of(new ConditionField("price", "Unit price", ExpressionType.NUMBER, List.of()));
        }

        @Override
        public Collection<ExpressionFunction> functions() {
            return expressions.functions();
        }

        @Override
        public List<PersonRef> findPeople(String text, int limit) {
            return List.of();
        }

        @Override
        public Optional<PersonRef> person(String id) {
            return Optional.empty();
        }

        @Override
        public Problems condition(@Nullable UUID form, String expression) {
            return formula(form, expression);
        }

        @Override
        public Problems formula(@Nullable UUID form, String expression) {
            try {
                var _ = expressions.compile(
                        expression.strip(),
                        new Scope(List.of(new Scope.Name("price", "Unit price", ExpressionType.NUMBER))));
                return Problems.NONE;
            } catch (ExpressionException e) {
                return Problems.of(Problem.of(e, ""));
            }
        }

        @Override
        public Optional<String> sample(@Nullable UUID form, String expression) {
            return Optional.of("SN-1: 25");
        }
    }

    private static final class Round implements ExpressionFunction {

        @Override
        public String name() {
            return "ROUND";
        }

        @Override
        public String usage() {
            return "ROUND(number, digits)";
        }

        @Override
        public Label description() {
            return Label.of("Rounds", "四舍五入");
        }

        @Override
        public Expression apply(Arguments arguments) {
            throw new UnsupportedOperationException();
        }
    }
}

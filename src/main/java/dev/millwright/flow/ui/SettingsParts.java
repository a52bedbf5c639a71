package dev.millwright.flow.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import dev.millwright.ui.Icons;
import dev.millwright.ui.LimitedText;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the settings of a flow, its nodes and its branches are built of. */
final class SettingsParts {

    private static final int PAUSE_WHILE_TYPING = 400;

    private SettingsParts() {}

    static Div head(String icon, String text) {
        Div head = new Div(Icons.of(icon), new H3(text));
        head.addClassName("mw-settings-head");
        return head;
    }

    /** A text field that tells what is typed while it is typed. */
    static TextField typed(String label, int longest, Consumer<String> typed) {
        TextField field = new TextField(label);
        field.setWidthFull();
        field.setManualValidation(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        return LimitedText.upTo(longest, field, typed);
    }

    static void show(TextField field, String value, @Nullable String problem) {
        LimitedText.show(field, value);
        LimitedText.showProblem(field, problem);
    }

    static @Nullable String problem(String path, Problems problems) {
        return problems.stream()
                .filter(problem -> problem.path().equals(path))
                .findFirst()
                .map((Problem problem) -> t(problem))
                .orElse(null);
    }

    /** What is wrong with the whole, in lines. */
    static void show(Div place, Problems problems) {
        place.removeAll();
        problems.forEach(problem -> {
            Div line = new Div(new Span(t(problem)));
            line.addClassName("mw-property-problem");
            line.getElement().setAttribute("data-severity", problem.severity() == Severity.ERROR ? "error" : "warning");
            place.add(line);
        });
        place.setVisible(!problems.isEmpty());
    }

    /** The problems under a path, seen from there. */
    static Problems below(String path, Problems problems) {
        return new Problems(problems.stream()
                .filter(problem -> problem.path().equals(path) || problem.path().startsWith(path + "."))
                .map(problem -> new Problem(
                        problem.severity(),
                        problem.code(),
                        problem.path().length() == path.length()
                                ? ""
                                : problem.path().substring(path.length() + 1),
                        problem.arguments()))
                .toList());
    }
}

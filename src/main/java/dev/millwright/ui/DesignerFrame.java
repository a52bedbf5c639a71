package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentEventListener;
import com.vaadin.flow.component.Composite;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Problems;
import dev.millwright.shared.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What surrounds a designer's canvas: the bar with name, undo, problems, whether all is saved and publishing; a banner for what the
 * designer must know; and room for canvas and settings.
 */
public final class DesignerFrame extends Composite<Div> implements HasStyle {

    private final Actions actions;
    private final Div bar = new Div();
    private final Div banner = new Div();
    private final Div body = new Div();
    private final Div middle = new Div();
    private final Span name = new Span();
    private final Span state = new Span();
    private final Span saved = new Span();
    private final Button retry = new Button();
    private final Button undo = new Button(Icons.of("vaadin:arrow-backward"));
    private final Button redo = new Button(Icons.of("vaadin:arrow-forward"));
    private final Button publish = new Button();
    private final Button problemCount = new Button();
    private final Div problemList = new Div();

    /** What the bar's buttons do. */
    public interface Actions {

        void undo();

        void redo();

        /** Tries again to save what could not be saved. */
        void save();

        void publish();

        /** Shows what has the problem. */
        void show(Problem problem);
    }

    /** How what is designed stands to what people use. */
    public enum Life {
        NEW,
        LIVE,
        CHANGED
    }

    /** Whether all is saved. */
    public enum Saving {
        SAVED,
        /** Will be tried again with the next edit. */
        FAILED,
        /** Nothing is saved any more. */
        STOPPED
    }

    /** How the designer stands at the moment. */
    public record State(String name, Life life, Saving saving, boolean canUndo, boolean canRedo) {}

    public DesignerFrame(Actions actions) {
        this.actions = actions;
        getContent().addClassName("mw-designer");
        fillBar();
        banner.addClassName("mw-designer-banner");
        banner.setVisible(false);
        body.addClassName("mw-designer-body");
        getContent().add(bar, banner, body);
    }

    /** Puts something in the middle of the bar. */
    public void setMiddle(Component component) {
        middle.removeAll();
        middle.add(component);
    }

    /** Where canvas and settings stand side by side. */
    public Div body() {
        return body;
    }

    private void fillBar() {
        bar.addClassName("mw-designer-bar");
        name.addClassName("mw-designer-name");
        state.addClassName("mw-designer-state");
        // As wide as the longest that it can say, so that what stands beside it stays under the pointer.
        state.getElement()
                .setAttribute(
                        "data-words",
                        Arrays.stream(Life.values()).map(DesignerFrame::words).collect(Collectors.joining("\n")));
        Div title = new Div(name, state);
        title.addClassName("mw-designer-title");
        icon(undo, t("ui.designer.undo"), "Ctrl+Z", click -> actions.undo());
        icon(redo, t("ui.designer.redo"), "Ctrl+Y", click -> actions.redo());
        Div history = new Div(undo, redo);
        history.addClassName("mw-designer-history");
        problemCount.addClassName("mw-problem-count");
        problemCount.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        problemList.addClassName("mw-problem-list");
        Popover popover = new Popover(problemList);
        popover.setTarget(problemCount);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        saved.addClassName("mw-saved");
        Span saving = new Span(t("ui.designer.saving.now"));
        saving.addClassName("mw-saving");
        retry.setText(t("ui.designer.retry"));
        retry.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        retry.addClickListener(click -> actions.save());
        retry.setVisible(false);
        Div saveState = new Div(saved, saving, retry);
        saveState.addClassName("mw-save-state");
        saveState.getElement().setAttribute("role", "status");
        publish.setText(t("ui.designer.publish"));
        publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        publish.addClickListener(click -> actions.publish());
        Div left = new Div(title, history);
        Div right = new Div(problemCount, saveState, publish);
        left.addClassName("mw-designer-left");
        right.addClassName("mw-designer-right");
        bar.add(left, middle, right, popover);
    }

    private static void icon(
            Button button, String label, String keys, ComponentEventListener<ClickEvent<Button>> listener) {
        button.addThemeVariants(ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_TERTIARY);
        button.setAriaLabel(label);
        button.setTooltipText(label + " (" + keys + ")");
        button.addClickListener(listener);
    }

    /**
     * @param place what has a problem, in words
     */
    public void show(State now, Problems problems, Function<Problem, String> place) {
        boolean stopped = now.saving() == Saving.STOPPED;
        name.setText(now.name());
        state.setText(words(now.life()));
        state.getElement().setAttribute("data-state", key(now.life()));
        undo.setEnabled(now.canUndo() && !stopped);
        redo.setEnabled(now.canRedo() && !stopped);
        publish.setEnabled(!stopped);
        boolean right = now.saving() == Saving.SAVED;
        saved.removeAll();
        saved.add(
                Icons.of(right ? "vaadin:check" : "vaadin:exclamation-circle-o"),
                new Span(t("ui.designer.saving." + now.saving().name().toLowerCase(Locale.ROOT))));
        saved.getElement().setAttribute("data-state", right ? "right" : "wrong");
        retry.setVisible(now.saving() == Saving.FAILED);
        showProblems(problems, place);
    }

    private static String words(Life life) {
        return t("ui.designer.state." + key(life));
    }

    private static String key(Life life) {
        return life.name().toLowerCase(Locale.ROOT);
    }

    private void showProblems(Problems problems, Function<Problem, String> place) {
        int count = problems.items().size();
        problemCount.setVisible(count > 0);
        problemCount.setText(t("ui.designer.problems", count));
        problemCount.setIcon(Icons.of("vaadin:exclamation-circle-o"));
        problemCount.getElement().setAttribute("data-severity", problems.hasErrors() ? "error" : "warning");
        problemList.removeAll();
        problems.forEach(problem -> problemList.add(row(problem, place.apply(problem))));
    }

    private Component row(Problem problem, String place) {
        Span where = new Span(place);
        where.addClassName("mw-problem-where");
        NativeButton row = new NativeButton();
        row.add(where, new Span(t(problem)));
        row.addClassName("mw-problem");
        row.getElement().setAttribute("data-severity", problem.severity() == Severity.ERROR ? "error" : "warning");
        row.addClickListener(click -> actions.show(problem));
        return row;
    }

    /**
     * Tells the designer something that cannot be passed over.
     *
     * @param wayOn what to do about it
     */
    public void tell(String text, Button wayOn) {
        Button look = new Button(t("ui.designer.look"), click -> banner.setVisible(false));
        look.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
        wayOn.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_PRIMARY);
        banner.removeAll();
        banner.add(Icons.of("vaadin:user-clock"), new Span(text), look, wayOn);
        banner.getElement().setAttribute("role", "alert");
        banner.setVisible(true);
    }
}

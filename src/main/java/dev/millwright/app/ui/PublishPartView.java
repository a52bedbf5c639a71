package dev.millwright.app.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Header;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.radiobutton.RadioGroupVariant;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.app.DraftRef;
import dev.millwright.app.PublishPlan.Asked;
import dev.millwright.app.PublishPlan.Obstacle;
import dev.millwright.app.PublishPlan.Operation;
import dev.millwright.app.PublishPlan.Part;
import dev.millwright.app.spi.DefinitionKind;
import dev.millwright.app.spi.DefinitionKind.AnswerEditor;
import dev.millwright.app.spi.DefinitionKind.Choice;
import dev.millwright.app.spi.DefinitionKind.Example;
import dev.millwright.app.spi.DefinitionKind.Question;
import dev.millwright.extension.PropertyContext;
import dev.millwright.schema.Risk;
import dev.millwright.schema.RowCount;
import dev.millwright.schema.SchemaStep;
import dev.millwright.shared.Problem;
import dev.millwright.shared.Severity;
import dev.millwright.shared.Texts;
import dev.millwright.ui.UiTexts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One definition of a release in words: what changes, at what risk, what stands in the way, what is asked. */
class PublishPartView extends Section {

    private final String app;
    private final transient Questions questions;
    private final transient BiConsumer<String, Optional<String>> answer;
    private final transient Consumer<Set<DraftRef>> include;
    private final Div words = new Div();
    private final Div asked = new Div();
    private final Div notes = new Div();
    private final Details details = new Details(t("app.publish.details"));
    private List<String> shownQuestions = List.of();

    PublishPartView(
            String app,
            Part part,
            Questions questions,
            BiConsumer<String, Optional<String>> answer,
            Consumer<Set<DraftRef>> include) {
        this.app = app;
        this.questions = questions;
        this.answer = answer;
        this.include = include;
        addClassName("mw-publish-part");
        details.addClassName("mw-publish-details");
        add(words, notes, asked, details);
        show(part);
    }

    final void show(Part part) {
        words.removeAll();
        words.add(heading(part), changes(part));
        List<String> ids = part.questions().stream().map(q -> q.question().id()).toList();
        if (!ids.equals(shownQuestions)) {
            shownQuestions = ids;
            asked.removeAll();
            part.questions().forEach(question -> asked.add(question(part, question)));
        }
        notes.removeAll();
        part.obstacles().forEach(obstacle -> notes.add(note(obstacle, part)));
        part.problems().forEach(problem -> notes.add(note(problem)));
        if (!part.missing().isEmpty()) {
            Button together = new Button(t("app.publish.together"), click -> include.accept(part.missing()));
            together.addThemeVariants(ButtonVariant.LUMO_SMALL);
            notes.add(together);
        }
        List<ListItem> steps = part.steps().stream().map(PublishPartView::step).toList();
        details.removeAll();
        details.add(new UnorderedList(steps.toArray(ListItem[]::new)));
        details.setVisible(!steps.isEmpty());
    }

    private static Header heading(Part part) {
        Span operation = new Span(t("app.publish." + part.operation().name().toLowerCase(Locale.ROOT)));
        operation.addClassName("mw-badge");
        operation
                .getElement()
                .setAttribute(
                        "data-colour",
                        switch (part.operation()) {
                            case CREATE -> "green";
                            case CHANGE -> "blue";
                            case REMOVE -> "orange";
                        });
        Header header = new Header(operation, new H3(part.label()));
        if (part.risk() != Risk.NONE) {
            Span risk = new Span(t("app.risk." + part.risk().name().toLowerCase(Locale.ROOT)));
            risk.setTitle(t(part.risk().code()));
            risk.addClassName("mw-badge");
            risk.getElement()
                    .setAttribute(
                            "data-colour",
                            switch (part.risk()) {
                                case NONE, LOW -> "grey";
                                case MEDIUM -> "yellow";
                                case HIGH -> "red";
                            });
            header.add(risk);
        }
        part.steps().stream()
                .map(SchemaStep::rows)
                .max(Comparator.comparingLong(RowCount::rows))
                .ifPresent(rows -> {
                    Span count = new Span(t(rows.exact() ? "app.publish.rows" : "app.publish.rowsAbout", rows.rows()));
                    count.addClassName("mw-publish-rows");
                    header.add(count);
                });
        return header;
    }

    private static Component changes(Part part) {
        UnorderedList list = new UnorderedList();
        part.changes()
                .forEach(change -> list.add(
                        new ListItem(t(change.code(), change.arguments().toArray()))));
        list.setVisible(!part.changes().isEmpty());
        return list;
    }

    private static ListItem step(SchemaStep step) {
        ListItem item = new ListItem(new Span(t(
                "app.publish.step",
                t(step.code(), step.arguments().toArray()),
                t(step.lock().code()))));
        if (!step.statements().isEmpty()) {
            Pre sql = new Pre(String.join(";\n", step.statements()) + ";");
            sql.getElement().setAttribute("translate", "no");
            item.add(sql);
        }
        return item;
    }

    private Div note(Obstacle obstacle, Part part) {
        Div note = note("error", t(obstacle.code(), obstacle.arguments().toArray()));
        if (obstacle.isDuplicates()) {
            Anchor open = new Anchor(
                    "app/%s/%s/%s?duplicates=%s"
                            .formatted(app, part.ref().kind(), part.key(), String.join(",", obstacle.fields())),
                    t("app.publish.openDuplicates"));
            open.setTarget(AnchorTarget.BLANK);
            note.add(open);
        }
        return note;
    }

    private static Div note(Problem problem) {
        return note(problem.severity() == Severity.ERROR ? "error" : "warning", t(problem));
    }

    private static Div note(String severity, String text) {
        Div note = new Div(new Span(text));
        note.addClassName("mw-publish-note");
        note.getElement().setAttribute("data-severity", severity);
        note.getElement().setAttribute("role", "error".equals(severity) ? "alert" : "note");
        return note;
    }

    private Component question(Part part, Asked question) {
        Question it = question.question();
        Div box = new Div(new Paragraph(t(it.code(), it.arguments().toArray())));
        box.addClassName("mw-publish-question");
        if (!it.choices().isEmpty()) {
            box.add(choices(it, question.answer()));
            if (!it.examples().isEmpty()) {
                box.add(examples(part, it));
            }
            return box;
        }
        Consumer<String> tell = text -> answer.accept(it.id(), text.isEmpty() ? Optional.empty() : Optional.of(text));
        AnswerEditor editor = questions.editor(part, it).orElseGet(TextAnswer::new);
        Checkbox leave = new Checkbox(t("app.publish.leaveEmpty"));
        List<String> last = new ArrayList<>(List.of(""));
        editor.onAnswer(text -> {
            last.set(0, text);
            tell.accept(text);
        });
        leave.addValueChangeListener(change -> {
            editor.component().setVisible(!change.getValue());
            if (change.getValue()) {
                answer.accept(it.id(), Optional.of(""));
            } else {
                tell.accept(last.getFirst());
            }
        });
        box.add(editor.component(), leave);
        return box;
    }

    private Component choices(Question question, @Nullable String answered) {
        RadioButtonGroup<Choice> group = new RadioButtonGroup<>();
        group.addThemeVariants(RadioGroupVariant.LUMO_VERTICAL);
        group.setAriaLabel(t(question.code(), question.arguments().toArray()));
        group.setItems(question.choices());
        group.setItemLabelGenerator(
                choice -> t(choice.code(), choice.arguments().toArray()));
        question.choices().stream()
                .filter(choice -> choice.answer().equals(answered))
                .findFirst()
                .ifPresent(group::setValue);
        group.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                answer.accept(question.id(), Optional.of(change.getValue().answer()));
            }
        });
        return group;
    }

    private Component examples(Part part, Question question) {
        UnorderedList list = new UnorderedList();
        list.addClassName("mw-publish-examples");
        for (Example example : question.examples()) {
            Span value = new Span(example.value());
            value.addClassName("mw-publish-value");
            Span problem = new Span(t(example.problem()));
            problem.addClassName("mw-publish-why");
            Anchor open = new Anchor(
                    "app/%s/%s/%s/%s".formatted(app, part.ref().kind(), part.key(), example.record()),
                    example.name().isEmpty() ? t("app.publish.openRecord") : example.name());
            open.setTarget(AnchorTarget.BLANK);
            list.add(new ListItem(open, value, problem));
        }
        Div all = new Div(list);
        if (question.rows() > question.examples().size()) {
            Paragraph more = new Paragraph(t(
                    "app.publish.moreExamples",
                    question.rows() - question.examples().size()));
            more.addClassName("mw-publish-why");
            all.add(more);
        }
        return all;
    }

    /** How questions are answered where the kind has nothing better. */
    private static final class TextAnswer implements AnswerEditor {

        private final TextField field = new TextField(t("app.publish.answer"));

        @Override
        public Component component() {
            field.setWidthFull();
            return field;
        }

        @Override
        public void onAnswer(Consumer<String> listener) {
            field.addValueChangeListener(
                    change -> listener.accept(change.getValue().strip()));
        }
    }

    /** Finds how a kind wants its questions to be answered. */
    record Questions(List<DefinitionKind<?>> kinds, Texts texts) implements PropertyContext {

        /** The page on which people use what a part publishes. */
        Optional<String> page(String app, Part part) {
            return part.operation() == Operation.REMOVE
                    ? Optional.empty()
                    : kinds.stream()
                            .filter(kind -> kind.key().equals(part.ref().kind()))
                            .findFirst()
                            .flatMap(kind -> page(app, kind, part.definition()));
        }

        private static <D> Optional<String> page(String app, DefinitionKind<D> kind, Object definition) {
            return kind.page(app, kind.type().cast(definition));
        }

        Optional<AnswerEditor> editor(Part part, Question question) {
            return kinds.stream()
                    .filter(kind -> kind.key().equals(part.ref().kind()))
                    .findFirst()
                    .flatMap(kind -> editor(kind, part.definition(), question));
        }

        private <D> Optional<AnswerEditor> editor(DefinitionKind<D> kind, Object definition, Question question) {
            return kind.answerEditor(kind.type().cast(definition), question, this);
        }

        @Override
        public Locale locale() {
            return UiTexts.locale();
        }

        @Override
        public <P> Optional<P> port(Class<P> type) {
            return Optional.empty();
        }
    }
}

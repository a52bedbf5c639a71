package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.locale;
import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.millwright.field.PersonRef;
import dev.millwright.form.ui.ConditionField;
import dev.millwright.form.ui.ConditionWords;
import dev.millwright.record.AccessReasons;
import dev.millwright.record.AccessReasons.Answer;
import dev.millwright.record.RecordData;
import dev.millwright.shared.DomainException;
import dev.millwright.shared.Phrase;
import dev.millwright.ui.Icons;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Says why somebody may do something with a record or a form, or may not, and who can change that. */
final class WhyDialog extends Dialog {

    private static final int OFFERED = 50;
    private static final int PAUSE_WHILE_TYPING = 400;
    private static final int LONGEST = 500;

    private final RecordScreens screens;
    private final OpenForm form;
    private final Div answer = new Div();
    private Optional<String> record;
    private Optional<String> person = Optional.empty();

    WhyDialog(RecordScreens screens, OpenForm form, Optional<RecordData> about) {
        this.screens = screens;
        this.form = form;
        this.record = about.map(one -> one.id().toString());
        setHeaderTitle(t("record.why.title"));
        setWidth("40rem");
        addClassName("mw-why-dialog");
        if (form.mayDesign()) {
            add(personField());
        }
        if (about.isEmpty()) {
            add(recordField());
        }
        answer.addClassName("mw-why");
        answer.getElement().setAttribute("aria-live", "polite");
        add(answer);
        Button close = new Button(t("ui.action.close"), click -> close());
        close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(close);
        show();
    }

    private TextField recordField() {
        TextField field = new TextField(t("record.why.record"));
        field.setHelperText(t("record.why.record.help"));
        field.setWidthFull();
        field.setMaxLength(LONGEST);
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setValueChangeTimeout(PAUSE_WHILE_TYPING);
        field.addValueChangeListener(change -> {
            record = Optional.of(change.getValue().strip()).filter(text -> !text.isEmpty());
            show();
        });
        return field;
    }

    private ComboBox<PersonRef> personField() {
        ComboBox<PersonRef> box = new ComboBox<>(t("record.why.person"));
        box.setHelperText(t("record.why.person.help"));
        box.setItemLabelGenerator(PersonRef::name);
        box.setWidthFull();
        box.setClearButtonVisible(true);
        box.setPlaceholder(screens.person().get().name());
        box.setItems(new CallbackDataProvider<>(
                query -> people(query.getFilter().orElse("")).stream()
                        .skip(query.getOffset())
                        .limit(query.getLimit()),
                query -> people(query.getFilter().orElse("")).size()));
        box.addValueChangeListener(change -> {
            person = Optional.ofNullable(change.getValue()).map(PersonRef::id);
            show();
        });
        return box;
    }

    private List<PersonRef> people(String text) {
        return screens.people().search(text.strip(), OFFERED).stream()
                .map(one -> new PersonRef(one.id(), one.name()))
                .toList();
    }

    private void show() {
        answer.removeAll();
        try {
            show(screens.reasons().why(new AccessReasons.Question(form.ref(), record, person), words()));
        } catch (DomainException e) {
            answer.add(new Paragraph(t(e)));
        }
    }

    /** People who neither design nor manage the app may not look at all its fields; they read conditions with the labels of those they see. */
    private UnaryOperator<String> words() {
        List<ConditionField> fields = form.mayDesign()
                ? MatrixLimits.fields(screens.conditions(), form.ref())
                : MatrixLimits.known(form.form());
        return condition -> ConditionWords.of(condition, fields, screens.texts(), locale());
    }

    private void show(Answer given) {
        given.record().ifPresent(title -> {
            Paragraph name = new Paragraph(title);
            name.addClassName("mw-why-record");
            answer.add(name);
        });
        given.actions().forEach(reason -> {
            Span sign = new Span(Icons.of(reason.allowed() ? "vaadin:check-circle" : "vaadin:close-circle"));
            sign.addClassName("mw-why-sign");
            Span action = new Span(t("app.ui.action." + reason.action().key()));
            action.addClassName("mw-why-action");
            Div words = new Div(new Span(said(reason.sentence())));
            reason.way().ifPresent(way -> {
                Span hint = new Span(said(way));
                hint.addClassName("mw-hint");
                words.add(hint);
            });
            words.addClassName("mw-why-words");
            Div line = new Div(sign, action, words);
            line.addClassName("mw-why-line");
            line.getElement().setAttribute("data-allowed", reason.allowed());
            answer.add(line);
        });
        given.fields().forEach(reason -> {
            Paragraph sentence = new Paragraph(said(reason.sentence()));
            sentence.addClassName("mw-why-field");
            answer.add(sentence);
        });
        Paragraph owners = new Paragraph(t(
                "record.why.owners",
                given.owners().stream().map(this::said).collect(Collectors.joining(t("record.limit.list")))));
        owners.addClassName("mw-hint");
        answer.add(owners);
    }

    private String said(Phrase phrase) {
        return screens.texts().text(locale(), phrase);
    }
}

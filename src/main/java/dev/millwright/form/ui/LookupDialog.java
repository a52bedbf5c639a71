package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.millwright.expression.ExpressionType;
import dev.millwright.form.AppFormulas;
import dev.millwright.form.FormShape;
import dev.millwright.form.PublishedField;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Asks which field of which linked record is to be shown. */
final class LookupDialog extends Dialog {

    private final Select<PublishedField<?, ?>> link = select("form.preset.lookup.link");
    private final Select<PublishedField<?, ?>> field = select("form.preset.lookup.field");

    /**
     * @param targets by link the form that it leads to
     * @param chosen the link, and the field of its form
     */
    LookupDialog(
            Map<PublishedField<?, ?>, FormShape> targets,
            BiConsumer<PublishedField<?, ?>, PublishedField<?, ?>> chosen) {
        this("form.preset.lookup", targets, chosen);
    }

    /**
     * @param words what begins the names of its title, its help, and what it says where there are no links
     */
    LookupDialog(
            String words,
            Map<PublishedField<?, ?>, FormShape> targets,
            BiConsumer<PublishedField<?, ?>, PublishedField<?, ?>> chosen) {
        setHeaderTitle(t(words + ".title"));
        setWidth("28rem");
        setMaxWidth("calc(100vw - 2rem)");
        Div content = new Div(new Paragraph(t(words + (targets.isEmpty() ? ".none" : ".help"))));
        content.addClassName("mw-stack");
        Button add = new Button(t("form.preset.add"), click -> {
            close();
            chosen.accept(link.getValue(), field.getValue());
        });
        add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        add.setEnabled(false);
        if (!targets.isEmpty()) {
            link.setItems(List.copyOf(targets.keySet()));
            link.addValueChangeListener(change -> {
                FormShape target = targets.get(change.getValue());
                field.setItems(target == null ? List.of() : shown(target));
            });
            field.addValueChangeListener(change -> add.setEnabled(change.getValue() != null));
            content.add(link, field);
            link.setValue(targets.keySet().iterator().next());
        }
        add(content);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        getFooter().add(cancel);
        if (!targets.isEmpty()) {
            getFooter().add(add);
        }
    }

    private static List<PublishedField<?, ?>> shown(FormShape target) {
        return target.fields().stream()
                .filter(one -> switch (one.expressionType()) {
                    case TEXT, NUMBER, BOOLEAN, DATE, DATE_TIME, TIME, DURATION, CHOICE, PERSON -> true;
                    case DATE_RANGE, CHOICES, LINK, ID, OTHER, EMPTY -> false;
                })
                .collect(Collectors.toUnmodifiableList());
    }

    static Select<PublishedField<?, ?>> select(String label) {
        Select<PublishedField<?, ?>> select = new Select<>();
        select.setLabel(t(label));
        select.setItemLabelGenerator(PublishedField::label);
        select.setWidthFull();
        return select;
    }

    /** By link the form that it leads to, as far as formulas reach it. */
    static Map<PublishedField<?, ?>, FormShape> targets(FormShape form, AppFormulas formulas) {
        return form.fields().stream()
                .filter(one -> one.expressionType() == ExpressionType.LINK)
                .filter(one -> one.target().flatMap(formulas::form).isPresent())
                .collect(Collectors.toMap(
                        one -> one,
                        one -> one.target().flatMap(formulas::form).orElseThrow(),
                        (a, _) -> a,
                        java.util.LinkedHashMap::new));
    }
}

package dev.millwright.form.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import dev.millwright.expression.ExpressionType;
import dev.millwright.form.AppFormulas.Rows;
import dev.millwright.form.PublishedField;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks what the records that lead here are to come to. */
final class RollupDialog extends Dialog {

    /** What values of many records come to, and of which types these may be. */
    enum Function {
        COUNT(Set.of()),
        SUM(Set.of(ExpressionType.NUMBER, ExpressionType.DURATION)),
        AVERAGE(SUM.of),
        MIN(Set.of(
                ExpressionType.NUMBER,
                ExpressionType.DURATION,
                ExpressionType.DATE,
                ExpressionType.DATE_TIME,
                ExpressionType.TIME)),
        MAX(MIN.of),
        FIRST(Set.of(
                ExpressionType.NUMBER,
                ExpressionType.DATE,
                ExpressionType.DATE_TIME,
                ExpressionType.TIME,
                ExpressionType.DURATION,
                ExpressionType.TEXT,
                ExpressionType.CHOICE,
                ExpressionType.PERSON)),
        LAST(FIRST.of),
        JOINTEXT(Set.of(ExpressionType.TEXT, ExpressionType.CHOICE, ExpressionType.PERSON));

        private final Set<ExpressionType> of;

        Function(Set<ExpressionType> of) {
            this.of = of;
        }
    }

    /**
     * @param field of which; null when the records themselves are counted
     */
    record Chosen(Rows rows, Function function, @Nullable PublishedField<?, ?> field) {

        String formula() {
            PublishedField<?, ?> one = field;
            return function.name() + "(" + rows.name() + (one == null ? "" : "." + one.key()) + ")";
        }

        String label() {
            return rows.form().label()
                    + " "
                    + Optional.<PublishedField<?, ?>>ofNullable(field)
                            .map(PublishedField::label)
                            .orElseGet(() -> t("form.preset.rollup.function.COUNT"));
        }
    }

    private final Select<Rows> rows = new Select<>();
    private final Select<Function> function = new Select<>();
    private final Select<PublishedField<?, ?>> field = LookupDialog.select("form.preset.rollup.field");
    private final Button add;

    RollupDialog(Collection<Rows> all, Consumer<Chosen> chosen) {
        setHeaderTitle(t(ComputedPreset.ROLLUP.text("title")));
        setWidth("28rem");
        setMaxWidth("calc(100vw - 2rem)");
        Div content = new Div(new Paragraph(t(ComputedPreset.ROLLUP.text(all.isEmpty() ? "none" : "help"))));
        content.addClassName("mw-stack");
        add = new Button(t("form.preset.add"), click -> {
            close();
            chosen.accept(new Chosen(
                    rows.getValue(), function.getValue(), function.getValue().of.isEmpty() ? null : field.getValue()));
        });
        add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        getFooter().add(cancel);
        if (!all.isEmpty()) {
            rows.setLabel(t("form.preset.rollup.rows"));
            rows.setItems(all);
            rows.setItemLabelGenerator(one -> one.form()
                    .field(one.link())
                    .map(link -> one.form().label() + " (" + link.label() + ")")
                    .orElse(one.name()));
            rows.setWidthFull();
            function.setLabel(t("form.preset.rollup.function"));
            function.setItems(Function.values());
            function.setItemLabelGenerator(one -> t("form.preset.rollup.function." + one.name()));
            function.setWidthFull();
            rows.setValue(all.iterator().next());
            function.setValue(Function.SUM);
            rows.addValueChangeListener(change -> offer());
            function.addValueChangeListener(change -> offer());
            field.addValueChangeListener(change -> show());
            content.add(rows, function, field);
            getFooter().add(add);
            offer();
        }
        add(content);
    }

    private void offer() {
        Set<ExpressionType> types = function.getValue().of;
        List<PublishedField<?, ?>> fitting = rows.getValue().form().fields().stream()
                .filter(one -> types.contains(one.expressionType()))
                .toList();
        field.setItems(fitting);
        field.setVisible(!types.isEmpty());
        field.setHelperText(fitting.isEmpty() ? t("form.preset.rollup.noField") : null);
        if (fitting.size() == 1) {
            field.setValue(fitting.getFirst());
        }
        show();
    }

    private void show() {
        add.setEnabled(function.getValue().of.isEmpty() || field.getValue() != null);
    }
}

package dev.millwright.workspace.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.millwright.field.FormatContext;
import dev.millwright.form.PublishedField;
import dev.millwright.form.PublishedForm;
import dev.millwright.record.RecordData;
import dev.millwright.ui.RelativeTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows the second of two writers what the first one saved and lets them choose field by field. */
final class ConflictDialog extends Dialog {

    private final Map<String, RadioButtonGroup<Boolean>> choices = new LinkedHashMap<>();

    /**
     * @param mine what the person entered, by field key
     * @param chosen takes the values to save over the current record; those of the other are left as they are
     */
    ConflictDialog(
            PublishedForm form,
            RecordData current,
            Map<String, @Nullable Object> mine,
            FormatContext format,
            Instant now,
            Consumer<Map<String, @Nullable Object>> chosen) {
        setHeaderTitle(t("record.conflict.title"));
        setWidth("44rem");
        setMaxWidth("calc(100vw - 2rem)");
        addClassName("mw-conflict");
        add(new Paragraph(t(
                "record.conflict.text",
                current.updatedBy().name(),
                RelativeTime.format(current.updatedAt(), now, format.zone(), format.locale()))));
        mine.forEach((key, value) -> form.field(key)
                .filter(field -> !Objects.equals(value, current.values().get(key)))
                .ifPresent(field -> add(row(field, current.values().get(key), value, format))));
        Button cancel = new Button(t("record.conflict.back"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button save = new Button(t("record.conflict.save"), click -> {
            close();
            Map<String, @Nullable Object> wanted = new HashMap<>(mine);
            choices.forEach((key, choice) -> {
                if (!choice.getValue()) {
                    wanted.remove(key);
                }
            });
            chosen.accept(wanted);
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, save);
    }

    private Div row(PublishedField<?, ?> field, @Nullable Object theirs, @Nullable Object mine, FormatContext format) {
        RadioButtonGroup<Boolean> choice = new RadioButtonGroup<>();
        choice.setItems(true, false);
        choice.setItemLabelGenerator(keep -> keep
                ? t("record.conflict.mine", text(field, mine, format))
                : t("record.conflict.theirs", text(field, theirs, format)));
        choice.setValue(true);
        choice.setAriaLabel(field.label());
        choices.put(field.key(), choice);
        Span label = new Span(field.label());
        label.addClassName("mw-conflict-field");
        Div row = new Div(label, choice);
        row.addClassName("mw-conflict-row");
        return row;
    }

    private static String text(PublishedField<?, ?> field, @Nullable Object value, FormatContext format) {
        return value == null ? t("record.history.empty") : field.format(value, format);
    }
}

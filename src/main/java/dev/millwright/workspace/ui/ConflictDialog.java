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
import dev.millwright.form.PublishedPart;
import dev.millwright.record.RecordChange;
import dev.millwright.record.RecordData;
import dev.millwright.ui.RelativeTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Shows the second of two writers what the first one saved and lets them choose field by field. */
final class ConflictDialog extends Dialog {

    private final Map<String, RadioButtonGroup<Boolean>> choices = new LinkedHashMap<>();
    private final Map<String, RadioButtonGroup<Boolean>> choicesOfLines = new LinkedHashMap<>();

    /**
     * @param mine what the person entered, by field key
     * @param lines what the person did to lines, by the key of their part
     * @param chosen takes the values and what becomes of lines, to save over the current record; those of the other are left as they are
     */
    ConflictDialog(
            PublishedForm form,
            RecordData current,
            Map<String, @Nullable Object> mine,
            Map<String, List<RecordChange>> lines,
            FormatContext format,
            Instant now,
            BiConsumer<Map<String, @Nullable Object>, Map<String, List<RecordChange>>> chosen) {
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
        form.lineParts()
                .filter(part -> !lines.getOrDefault(part.key(), List.of()).isEmpty())
                .forEach(part -> add(row(part, lines.getOrDefault(part.key(), List.of()))));
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
            Map<String, List<RecordChange>> wantedLines = new HashMap<>(lines);
            choicesOfLines.forEach((part, choice) -> {
                if (!choice.getValue()) {
                    wantedLines.remove(part);
                }
            });
            chosen.accept(wanted, wantedLines);
        });
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, save);
    }

    private Div row(PublishedField<?, ?> field, @Nullable Object theirs, @Nullable Object mine, FormatContext format) {
        RadioButtonGroup<Boolean> choice = new RadioButtonGroup<>();
        choices.put(field.key(), choice);
        return row(
                field.label(),
                choice,
                t("record.conflict.mine", text(field, mine, format)),
                t("record.conflict.theirs", text(field, theirs, format)));
    }

    private Div row(PublishedPart<?> part, List<RecordChange> mine) {
        RadioButtonGroup<Boolean> choice = new RadioButtonGroup<>();
        choicesOfLines.put(part.key(), choice);
        return row(
                part.label(),
                choice,
                t(
                        "record.conflict.myLines",
                        count(mine, RecordChange.Update.class),
                        count(mine, RecordChange.Create.class),
                        count(mine, RecordChange.Delete.class)),
                t("record.conflict.theirLines"));
    }

    private static long count(List<RecordChange> changes, Class<? extends RecordChange> kind) {
        return changes.stream().filter(kind::isInstance).count();
    }

    private static Div row(String name, RadioButtonGroup<Boolean> choice, String mine, String theirs) {
        choice.setItems(true, false);
        choice.setItemLabelGenerator(keep -> keep ? mine : theirs);
        choice.setValue(true);
        choice.setAriaLabel(name);
        Span label = new Span(name);
        label.addClassName("mw-conflict-field");
        Div row = new Div(label, choice);
        row.addClassName("mw-conflict-row");
        return row;
    }

    private static String text(PublishedField<?, ?> field, @Nullable Object value, FormatContext format) {
        return value == null ? t("record.history.empty") : field.format(value, format);
    }
}

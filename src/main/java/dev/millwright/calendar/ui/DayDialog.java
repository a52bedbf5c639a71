package dev.millwright.calendar.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import dev.millwright.calendar.Shift;
import dev.millwright.calendar.SpecialDay;
import dev.millwright.shared.Label;
import dev.millwright.ui.UiTexts;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What sort of day one day is. */
final class DayDialog extends Dialog {

    private static final String USUAL = "usual";
    private static final int LONGEST_NAME = 60;

    private final @Nullable SpecialDay before;
    private final RadioButtonGroup<String> kind = new RadioButtonGroup<>(t("calendar.day.what"));
    private final TextField name = new TextField(t("calendar.day.name"));
    private final TextField hours = new TextField(t("calendar.day.hours"));
    private final Checkbox provisional = new Checkbox(t("calendar.day.provisional"));

    DayDialog(LocalDate day, @Nullable SpecialDay special, Consumer<Optional<SpecialDay>> chosen) {
        before = special;
        setHeaderTitle(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(UiTexts.locale())
                .format(day));
        setWidth("26rem");
        setMaxWidth("calc(100vw - 2rem)");
        kind.setItems(USUAL, SpecialDay.Kind.HOLIDAY.key(), SpecialDay.Kind.WORKING.key());
        kind.setItemLabelGenerator(key -> t("calendar.kind." + key));
        kind.setValue(special == null ? USUAL : special.kind().key());
        kind.addValueChangeListener(change -> show());
        name.setMaxLength(LONGEST_NAME);
        name.setWidthFull();
        hours.setWidthFull();
        if (special != null) {
            name.setValue(t(special.name()));
            hours.setValue(Shift.write(special.shifts()));
            provisional.setValue(special.provisional());
        }
        Div fields = new Div(kind, name, hours, provisional);
        fields.addClassName("mw-calendar-fields");
        add(fields);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button save = new Button(t("calendar.save"), click -> save(chosen));
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, save);
        show();
    }

    private void show() {
        boolean special = !USUAL.equals(kind.getValue());
        name.setVisible(special);
        provisional.setVisible(special);
        hours.setVisible(SpecialDay.Kind.WORKING.key().equals(kind.getValue()));
    }

    private void save(Consumer<Optional<SpecialDay>> chosen) {
        Optional<List<Shift>> shifts = Shift.read(hours.getValue());
        if (hours.isVisible() && shifts.isEmpty()) {
            hours.setErrorMessage(t("calendar.error.shifts"));
            hours.setInvalid(true);
            return;
        }
        close();
        chosen.accept(
                USUAL.equals(kind.getValue())
                        ? Optional.empty()
                        : Optional.of(new SpecialDay(
                                hours.isVisible() ? SpecialDay.Kind.WORKING : SpecialDay.Kind.HOLIDAY,
                                named(),
                                provisional.getValue(),
                                shifts.orElse(List.of()))));
    }

    /** A name that came along stays in both languages unless it is changed. */
    private Label named() {
        String typed = name.getValue().strip();
        return before != null && t(before.name()).equals(typed) ? before.name() : Label.of(typed, typed);
    }
}

package dev.millwright.calendar.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import dev.millwright.calendar.CalendarFile;
import dev.millwright.calendar.SpecialDay;
import dev.millwright.calendar.WorkingCalendar;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Takes many days at once, as lines of text: typed, or pasted from a file or a table. */
final class ImportDialog extends Dialog {

    private static final int LONGEST = 200_000;
    private static final int SHOWN = 5;

    private final TextArea lines = new TextArea();
    private final Checkbox instead = new Checkbox(t("calendar.import.instead"));
    private final Div problems = new Div();

    /** @param imported receives the calendar with the days in it, and how many they were */
    ImportDialog(WorkingCalendar calendar, Consumer<Result> imported) {
        setHeaderTitle(t("calendar.import"));
        setWidth("36rem");
        setMaxWidth("calc(100vw - 2rem)");
        lines.setWidthFull();
        lines.setMinHeight("12rem");
        lines.setMaxLength(LONGEST);
        lines.setPlaceholder(t("calendar.import.example"));
        lines.setAriaLabel(t("calendar.import"));
        problems.addClassName("mw-calendar-problems");
        Div fields = new Div(new Paragraph(t("calendar.import.text")), lines, instead, problems);
        fields.addClassName("mw-calendar-fields");
        add(fields);
        Button cancel = new Button(t("ui.action.cancel"), click -> close());
        cancel.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Button take = new Button(t("calendar.import.do"), click -> take(calendar, imported));
        take.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, take);
    }

    /** The calendar with the days, and how many were read. */
    record Result(WorkingCalendar calendar, int days) {}

    private void take(WorkingCalendar calendar, Consumer<Result> imported) {
        CalendarFile.Result read = CalendarFile.read(lines.getValue());
        problems.removeAll();
        if (read.problems().hasErrors()) {
            read.problems().stream().limit(SHOWN).forEach(problem -> problems.add(new Paragraph(t(problem))));
            return;
        }
        if (read.days().isEmpty()) {
            problems.add(new Paragraph(t("calendar.import.nothing")));
            return;
        }
        NavigableMap<LocalDate, SpecialDay> days = new TreeMap<>(calendar.days());
        if (instead.getValue()) {
            Set<Integer> years =
                    read.days().keySet().stream().map(LocalDate::getYear).collect(Collectors.toSet());
            days.keySet().removeIf(day -> years.contains(day.getYear()));
        }
        days.putAll(read.days());
        close();
        imported.accept(new Result(calendar.withDays(days), read.days().size()));
    }
}

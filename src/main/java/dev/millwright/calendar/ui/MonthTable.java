package dev.millwright.calendar.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.millwright.calendar.SpecialDay;
import dev.millwright.calendar.WorkingCalendar;
import dev.millwright.ui.UiTexts;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One month, a button a day. */
final class MonthTable extends Div {

    private final YearMonth month;

    MonthTable(YearMonth month, WorkingCalendar calendar, LocalDate today, Consumer<LocalDate> chosen) {
        this.month = month;
        Locale locale = UiTexts.locale();
        addClassName("mw-month");
        add(new H3(month.getMonth().getDisplayName(TextStyle.FULL_STANDALONE, locale)));
        Div days = new Div();
        days.addClassName("mw-month-days");
        for (DayOfWeek day : DayOfWeek.values()) {
            Span head = new Span(day.getDisplayName(TextStyle.NARROW_STANDALONE, locale));
            head.addClassName("mw-month-weekday");
            head.getElement().setAttribute("aria-hidden", "true");
            days.add(head);
        }
        for (int i = 1; i < month.atDay(1).getDayOfWeek().getValue(); i++) {
            days.add(new Span());
        }
        for (int i = 1; i <= month.lengthOfMonth(); i++) {
            days.add(button(month.atDay(i), calendar, today, chosen));
        }
        add(days);
    }

    boolean holds(LocalDate day) {
        return month.equals(YearMonth.from(day));
    }

    private static NativeButton button(
            LocalDate day, WorkingCalendar calendar, LocalDate today, Consumer<LocalDate> chosen) {
        @Nullable SpecialDay special = calendar.days().get(day);
        boolean works = !calendar.shifts(day).isEmpty();
        NativeButton button = new NativeButton(String.valueOf(day.getDayOfMonth()), click -> chosen.accept(day));
        button.addClassName("mw-day");
        button.setClassName("mw-off", !works);
        button.setClassName("mw-today", day.equals(today));
        String what = t(works ? "calendar.legend.work" : "calendar.legend.off");
        if (special != null) {
            button.addClassName("mw-day-" + special.kind().key());
            button.setClassName("mw-provisional", special.provisional());
            Span mark = new Span(t("calendar.mark." + special.kind().key()));
            mark.addClassName("mw-day-mark");
            mark.getElement().setAttribute("aria-hidden", "true");
            button.add(mark);
            String name = t(special.name());
            what = t("calendar.kind." + special.kind().key())
                    + (name.isEmpty() ? "" : ", " + name)
                    + (special.provisional() ? ", " + t("calendar.legend.provisional") : "");
            button.setTitle(what);
        }
        String date = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(UiTexts.locale())
                .format(day);
        button.setAriaLabel(date + ", " + what);
        return button;
    }
}

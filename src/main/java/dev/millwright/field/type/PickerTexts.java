package dev.millwright.field.type;

import com.vaadin.flow.component.datepicker.DatePicker.DatePickerI18n;
import dev.millwright.shared.Texts;
import java.text.DateFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The words of date pickers, and how a picked date is written: the same way as everywhere. */
final class PickerTexts {

    private static final int MONDAY = 1;

    private PickerTexts() {}

    static DatePickerI18n in(Locale wish, Texts texts) {
        Locale locale = Texts.language(wish);
        DateFormatSymbols symbols = DateFormatSymbols.getInstance(locale);
        return new DatePickerI18n()
                .setMonthNames(Arrays.stream(months(symbols, locale)).limit(12).toList())
                .setWeekdays(weekdays(symbols.getWeekdays()))
                .setWeekdaysShort(weekdays(symbols.getShortWeekdays()).stream()
                        .map(day -> day.startsWith("星期") || day.startsWith("周") ? day.substring(day.length() - 1) : day)
                        .toList())
                .setDateFormats("yyyy-MM-dd", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日", "yyyyMMdd")
                .setFirstDayOfWeek(MONDAY)
                .setToday(texts.text(locale, "field.picker.today"))
                .setCancel(texts.text(locale, "field.picker.cancel"))
                .setBadInputErrorMessage(texts.text(locale, "field.error.date"));
    }

    /** Beside a year in digits Chinese has the month in digits too. */
    private static String[] months(DateFormatSymbols symbols, Locale locale) {
        return locale.equals(Locale.SIMPLIFIED_CHINESE) ? symbols.getShortMonths() : symbols.getMonths();
    }

    /** Java counts them from 1, the picker from 0. */
    private static List<String> weekdays(String[] names) {
        return Arrays.stream(names).skip(1).toList();
    }
}

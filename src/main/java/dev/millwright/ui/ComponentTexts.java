package dev.millwright.ui;

import static dev.millwright.ui.UiTexts.t;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBoxI18n;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.datepicker.DatePicker.DatePickerI18n;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.datetimepicker.DateTimePicker.DateTimePickerI18n;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Gives Vaadin's components, which speak English by themselves, the texts of the page's language. */
public final class ComponentTexts {

    private ComponentTexts() {}

    public static DatePicker localised(DatePicker picker) {
        picker.setI18n(dates());
        return picker;
    }

    public static DateTimePicker localised(DateTimePicker picker) {
        picker.setDatePickerI18n(dates());
        picker.setI18n(new DateTimePickerI18n()
                .setDateLabel(t("ui.picker.date"))
                .setTimeLabel(t("ui.picker.time"))
                .setBadInputErrorMessage(t("ui.picker.badDateTime"))
                .setIncompleteInputErrorMessage(t("ui.picker.incomplete")));
        picker.setLocale(UiTexts.locale());
        return picker;
    }

    public static <T> MultiSelectComboBox<T> localised(MultiSelectComboBox<T> box) {
        box.setI18n(new MultiSelectComboBoxI18n()
                .setCleared(t("ui.select.cleared"))
                .setFocused(t("ui.select.focused"))
                .setSelected(t("ui.select.selected"))
                .setDeselected(t("ui.select.deselected"))
                .setTotal(t("ui.select.total")));
        return box;
    }

    public static MenuBar localised(MenuBar menu) {
        menu.setI18n(new MenuBar.MenuBarI18n().setMoreOptions(t("ui.menu.more")));
        return menu;
    }

    public static Upload localised(Upload upload) {
        upload.setI18n(new UploadI18N()
                .setDropFiles(new UploadI18N.DropFiles()
                        .setOne(t("ui.upload.drop.one"))
                        .setMany(t("ui.upload.drop.many")))
                .setAddFiles(new UploadI18N.AddFiles()
                        .setOne(t("ui.upload.choose.one"))
                        .setMany(t("ui.upload.choose.many")))
                .setError(new UploadI18N.Error()
                        .setTooManyFiles(t("ui.upload.error.tooMany"))
                        .setFileIsTooBig(t("ui.upload.error.tooBig"))
                        .setIncorrectFileType(t("ui.upload.error.type")))
                .setUploading(new UploadI18N.Uploading()
                        .setStatus(new UploadI18N.Uploading.Status()
                                .setConnecting(t("ui.upload.connecting"))
                                .setStalled(t("ui.upload.stalled"))
                                .setProcessing(t("ui.upload.processing"))
                                .setHeld(t("ui.upload.held")))
                        .setRemainingTime(new UploadI18N.Uploading.RemainingTime()
                                .setPrefix(t("ui.upload.remaining"))
                                .setUnknown(t("ui.upload.remainingUnknown")))
                        .setError(new UploadI18N.Uploading.Error()
                                .setServerUnavailable(t("ui.upload.error.unavailable"))
                                .setUnexpectedServerError(t("ui.upload.error.server"))
                                .setForbidden(t("ui.upload.error.forbidden"))
                                .setFileTooLarge(t("ui.upload.error.tooBig"))))
                .setFile(new UploadI18N.File()
                        .setRetry(t("ui.upload.retry"))
                        .setStart(t("ui.upload.start"))
                        .setRemove(t("ui.upload.remove")))
                .setUnits(List.of("B", "kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB")));
        return upload;
    }

    private static DatePickerI18n dates() {
        Locale locale = UiTexts.locale();
        return new DatePickerI18n()
                .setMonthNames(Arrays.stream(Month.values())
                        .map(month -> month.getDisplayName(months(locale), locale))
                        .toList())
                .setWeekdays(weekdays(TextStyle.FULL_STANDALONE, locale))
                .setWeekdaysShort(weekdays(TextStyle.NARROW_STANDALONE, locale))
                .setFirstDayOfWeek(1)
                .setDateFormats("yyyy-MM-dd", "yyyy/MM/dd", "yyyy.MM.dd", "yyyyMMdd")
                .setToday(t("ui.picker.today"))
                .setCancel(t("ui.action.cancel"))
                .setBadInputErrorMessage(t("ui.picker.badDate"));
    }

    /** Beside a year in digits Chinese has the month in digits too. */
    private static TextStyle months(Locale locale) {
        return locale.equals(Locale.SIMPLIFIED_CHINESE) ? TextStyle.SHORT_STANDALONE : TextStyle.FULL_STANDALONE;
    }

    /** Vaadin's week starts with Sunday. */
    private static List<String> weekdays(TextStyle style, Locale locale) {
        return IntStream.of(7, 1, 2, 3, 4, 5, 6)
                .mapToObj(day -> DayOfWeek.of(day).getDisplayName(style, locale))
                .toList();
    }
}

package dev.millwright.ui;

import com.vaadin.flow.component.UI;
import dev.millwright.shared.Texts;
import java.util.Locale;

/**
 * What calendars write above a month. Vaadin has a function for it in the browser and none on the server, and writes the name of the month
 * before the year in every language.
 */
final class MonthTitles {

    private static final String SHOWN = """
        window.mwMonthTitle = $0;
        customElements.whenDefined('vaadin-date-picker').then(() => {
          const picker = customElements.get('vaadin-date-picker').prototype;
          let owner = picker;
          while (owner && !Object.getOwnPropertyDescriptor(owner, 'i18n')) {
            owner = Object.getPrototypeOf(owner);
          }
          if (!owner || owner === picker && picker.mwTitled) {
            return;
          }
          const words = Object.getOwnPropertyDescriptor(owner, 'i18n');
          const formatTitle = (month, year) => window.mwMonthTitle.replace('%m', month).replace('%y', year);
          Object.defineProperty(picker, 'i18n', {
            ...words,
            set(own) {
              words.set.call(this, {...own, formatTitle});
            }
          });
          picker.mwTitled = true;
        });
        """;

    private MonthTitles() {}

    /** For all calendars that are drawn on the page from now on. */
    static void show(UI ui, Locale language, Texts texts) {
        ui.getPage().executeJs(SHOWN, pattern(language, texts));
    }

    /** With {@code %m} for the name of the month and {@code %y} for the year. */
    static String pattern(Locale language, Texts texts) {
        return texts.text(language, "ui.picker.monthTitle", "%m", "%y");
    }
}

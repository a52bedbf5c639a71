package dev.millwright.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.internal.PendingJavaScriptInvocation;
import dev.millwright.shared.Texts;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Calendars head their months as each language does. */
@WithPerson("sam")
class MonthTitlesViewTests extends ViewTest {

    @Autowired
    private Appearance appearance;

    @Autowired
    private Texts texts;

    @Test
    void theYearStandsBeforeTheMonthInChinese() {
        assertThat(MonthTitles.pattern(Locale.ENGLISH, texts)).isEqualTo("%m %y");
        assertThat(MonthTitles.pattern(Locale.SIMPLIFIED_CHINESE, texts)).isEqualTo("%y年%m");
        in(Locale.SIMPLIFIED_CHINESE);
        assertThat(Objects.requireNonNull(
                                ComponentTexts.localised(new DatePicker()).getI18n())
                        .getMonthNames())
                .contains("11月");
    }

    @Test
    void thePageLearnsItWithTheLanguage() {
        open("work");
        UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations();
        appearance.choose(UI.getCurrent(), Locale.SIMPLIFIED_CHINESE);
        assertThat(UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations().stream()
                        .map(PendingJavaScriptInvocation::getInvocation)
                        .flatMap(invocation -> invocation.getParameters().stream()))
                .contains("%y年%m");
    }
}

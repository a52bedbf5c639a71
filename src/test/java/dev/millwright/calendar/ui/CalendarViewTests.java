package dev.millwright.calendar.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import dev.millwright.calendar.Calendars;
import dev.millwright.calendar.Shift;
import dev.millwright.calendar.SpecialDay;
import dev.millwright.calendar.WorkingCalendar;
import dev.millwright.testing.TestPeople;
import dev.millwright.testing.ViewTest;
import dev.millwright.testing.WithPerson;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WithPerson("admin")
class CalendarViewTests extends ViewTest {

    @Autowired
    private Calendars calendars;

    private WorkingCalendar line;

    @BeforeEach
    void add() {
        line = calendars.add("Line " + UUID.randomUUID());
    }

    private void openYear(int year) {
        UI.getCurrent().navigate("calendars", QueryParameters.fromString("calendar=" + line.id() + "&year=" + year));
    }

    private NativeButton day(String label) {
        return $(NativeButton.class)
                .withCondition(
                        button -> button.getElement().getAttribute("aria-label").startsWith(label))
                .single();
    }

    @Test
    void showsAYearAndWhatIsSpecialInIt() {
        openYear(2026);
        assertThat($(SideNavItem.class).all()).extracting(SideNavItem::getLabel).contains("Working calendars");
        assertThat($(NativeButton.class).all()).hasSize(365);
        assertThat(day("October 1, 2026").getElement().getAttribute("aria-label"))
                .isEqualTo("October 1, 2026, Holiday, National Day");
        assertThat(day("October 10, 2026").getClassNames())
                .contains("mw-day-working")
                .doesNotContain("mw-off");
        assertThat(page()).contains("248 working days in 2026").doesNotContain("not settled yet\n");
    }

    @Test
    void saysThatNextYearIsNotSettled() {
        openYear(2027);
        assertThat(page())
                .contains("Days of 2027 are not settled yet", "The State Council had not announced 2027")
                .contains("statutory holidays on their dates");
        assertThat(day("February 6, 2027").getClassNames()).contains("mw-provisional");
        openYear(2031);
        assertThat(page()).contains("No public holiday is entered for 2031");
    }

    @Test
    void changesADayByAClick() {
        openYear(2026);
        test(day("May 12, 2026")).click();
        kind().setValue("holiday");
        field("Name, such as the holiday").setValue("Works outing");
        save();
        LocalDate may = LocalDate.of(2026, 5, 12);
        assertThat(calendars.get(line.id()).days().get(may))
                .satisfies(special -> assertThat(special.name().zh()).isEqualTo("Works outing"));
        test(day("October 3, 2026")).click();
        kind().setValue("working");
        field("Hours; empty for those of the first working day of the week").setValue("8-9");
        save();
        assertThat(field("Hours; empty for those of the first working day of the week")
                        .isInvalid())
                .isTrue();
        field("Hours; empty for those of the first working day of the week").setValue("08:00-12:00");
        save();
        SpecialDay third =
                Objects.requireNonNull(calendars.get(line.id()).days().get(LocalDate.of(2026, 10, 3)));
        assertThat(third.shifts()).isEqualTo(Shift.read("8:00-12:00").orElseThrow());
        // What came along keeps its name in both languages.
        assertThat(third.name().zh()).isEqualTo("国庆节");
        test(day("May 12, 2026")).click();
        kind().setValue("usual");
        save();
        assertThat(calendars.get(line.id()).days()).doesNotContainKey(may);
    }

    /** That of the dialog, not that of the week below. */
    private void save() {
        test($(Button.class)
                        .withText("Save")
                        .withCondition(button -> button.getThemeNames().contains("primary"))
                        .single())
                .click();
    }

    @SuppressWarnings("unchecked")
    private RadioButtonGroup<String> kind() {
        return $(RadioButtonGroup.class).single();
    }

    private TextField field(String label) {
        return $(TextField.class)
                .withCondition(field -> label.equals(field.getLabel()))
                .single();
    }

    @Test
    void changesTheUsualWeek() {
        openYear(2026);
        field("Saturday").setValue("9:00-12:00");
        field("Sunday").setValue("nonsense");
        click("Save");
        assertThat(field("Sunday").isInvalid()).isTrue();
        assertThat(calendars.get(line.id()).week()).doesNotContainKey(DayOfWeek.SATURDAY);
        field("Sunday").setValue("");
        click("Save");
        assertThat(calendars.get(line.id()).week())
                .containsEntry(DayOfWeek.SATURDAY, Shift.read("9:00-12:00").orElseThrow());
    }

    @Test
    void importsDays() {
        openYear(2027);
        click("Import days");
        $(TextArea.class).single().setValue("2027-02-05..2027-02-11 休 春节\n2027-02-20 maybe");
        click("Import");
        assertThat(page()).contains("Line 2 cannot be read: “2027-02-20 maybe”");
        $(TextArea.class).single().setValue("2027-02-05..2027-02-11 休 春节\n2027-02-20 班 春节调休");
        $(Checkbox.class).single().setValue(true);
        click("Import");
        assertThat(notices()).anyMatch(text -> text.contains("8 days were entered."));
        assertThat(calendars.get(line.id()).days().tailMap(LocalDate.of(2027, 1, 1)))
                .hasSize(8);
        assertThat(calendars.get(line.id()).days()).containsKey(LocalDate.of(2026, 10, 1));
        assertThat(page()).doesNotContain("not settled yet\n");
    }

    @Test
    void isClosedToEverybodyElse() {
        for (var person : List.of(TestPeople.DANA, TestPeople.SAM, TestPeople.MIA)) {
            become(person);
            open("calendars");
            assertThat(page()).contains("Only administrators can change working calendars");
            assertThat($(SideNavItem.class).all())
                    .extracting(SideNavItem::getLabel)
                    .doesNotContain("Working calendars");
        }
    }

    @Test
    void speaksChinese() {
        in(Locale.SIMPLIFIED_CHINESE);
        openYear(2027);
        assertThat(page()).contains("工作日历", "2027 年有暂定的日期", "国务院尚未公布 2027 年的放假安排", "十月");
        assertThat(day("2027年10月1日").getElement().getAttribute("aria-label")).contains("放假, 国庆节, 暂定");
    }
}

package dev.millwright.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.util.ChineseCalendar;
import com.ibm.icu.util.TimeZone;
import dev.millwright.calendar.internal.ChinaForTests;
import dev.millwright.shared.Label;
import dev.millwright.shared.Problem;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarFileTests {

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private final Map<LocalDate, SpecialDay> china = ChinaForTests.days();

    @Test
    void readsDaysAsPeopleWriteThem() {
        CalendarFile.Result read = CalendarFile.read("""
            \uFEFF# next year
            2028-01-01,holiday,New Year,元旦
            2028/1/2 班 元旦调休
            2028年1月24日..2028年1月30日，休，春节，暂定
            """);
        assertThat(read.problems()).isEmpty();
        assertThat(read.days()).hasSize(9);
        assertThat(read.days())
                .containsEntry(LocalDate.of(2028, 1, 1), SpecialDay.holiday(Label.of("New Year", "元旦")))
                .containsEntry(LocalDate.of(2028, 1, 2), SpecialDay.working(Label.of("元旦调休", "元旦调休")))
                .containsEntry(
                        LocalDate.of(2028, 1, 30),
                        new SpecialDay(SpecialDay.Kind.HOLIDAY, Label.of("春节", "春节"), true, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2028-02-30,holiday,x",
                "2028-01-01",
                "2028-01-01,maybe,x",
                "1028-01-01,holiday,x",
                "2028-01-05..2028-01-01,holiday,x",
                "2028-01-01..2029-01-01,holiday,x",
                "a..b..c,holiday",
                "2028-01-01,holiday,a,b,c,d"
            })
    void namesLinesThatItCannotRead(String line) {
        CalendarFile.Result read = CalendarFile.read("2028-01-01,holiday,New Year\n" + line);
        assertThat(read.problems().items())
                .singleElement()
                .extracting(Problem::arguments)
                .asString()
                .contains("2", line);
        assertThat(read.days()).hasSize(1);
    }

    @Test
    void saysWhichYearsThereAre() {
        CalendarFile.Result read = CalendarFile.read("""
            1999-12-31,holiday,Too early
            2199-12-31..2200-01-01,holiday,Too late
            9999-12-31,holiday,Far too late
            999999999-12-31,holiday,Never
            2000-01-01,holiday,First
            2199-12-31,holiday,Last
            """);
        assertThat(read.days()).hasSize(2);
        assertThat(read.problems().items())
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem.code()).isEqualTo("calendar.error.year"))
                .allSatisfy(problem -> assertThat(problem.arguments()).endsWith("2000", "2199"));
    }

    @Test
    void chinasDaysComeAlong() {
        assertThat(holidays(2026)).isEqualTo(33);
        assertThat(china.entrySet().stream()
                        .filter(day -> day.getValue().kind() == SpecialDay.Kind.WORKING)
                        .map(Map.Entry::getKey)
                        .map(LocalDate::toString)
                        .sorted())
                .containsExactly("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10");
        // The law gives thirteen days.
        assertThat(holidays(2027)).isEqualTo(13);
        assertThat(china)
                .allSatisfy((day, special) ->
                        assertThat(special.provisional()).as(day.toString()).isEqualTo(day.getYear() == 2027));
    }

    @Test
    void daysThatAreWorkedAreWeekendsAndGiveBackWhatHolidaysTook() {
        china.forEach((day, special) -> {
            if (special.kind() == SpecialDay.Kind.WORKING) {
                assertThat(day.getDayOfWeek()).as(day.toString()).isIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            }
        });
        // Thirteen statutory days, weekends that fall into them, and as many more as are worked at other weekends.
        long weekdaysOff = china.entrySet().stream()
                .filter(day -> day.getKey().getYear() == 2026
                        && day.getValue().kind() == SpecialDay.Kind.HOLIDAY
                        && day.getKey().getDayOfWeek().getValue() <= 5)
                .count();
        assertThat(weekdaysOff - 6).isEqualTo(13);
    }

    /** By the calendar of ICU, which knows nothing of our file. */
    @Test
    void daysOfTheMoonLieWhereTheMoonPutsThem() {
        for (int year : new int[] {2026, 2027}) {
            assertThat(name(moon(year, 5, 5))).isEqualTo("端午节");
            assertThat(name(moon(year, 8, 15))).isEqualTo("中秋节");
        }
        for (LocalDate day = moon(2026, 1, 1).minusDays(1); day.isBefore(moon(2026, 1, 4)); day = day.plusDays(1)) {
            assertThat(name(day)).isEqualTo("春节");
        }
        // The new moon of 6 February 2027 is at 23:56 in Beijing; ICU's arithmetic is some minutes late and says the
        // 7th.
        assertThat(name(moon(2027, 1, 1).minusDays(1))).isEqualTo("春节");
    }

    private String name(LocalDate day) {
        SpecialDay special = china.get(day);
        return special == null ? day + " is none" : special.name().zh();
    }

    private static LocalDate moon(int year, int month, int day) {
        ChineseCalendar calendar = new ChineseCalendar();
        calendar.setTimeZone(TimeZone.getTimeZone(CHINA.getId()));
        calendar.setTime(
                Date.from(LocalDate.of(year, 7, 1).atTime(12, 0).atZone(CHINA).toInstant()));
        calendar.set(ChineseCalendar.IS_LEAP_MONTH, 0);
        calendar.set(ChineseCalendar.MONTH, month - 1);
        calendar.set(ChineseCalendar.DAY_OF_MONTH, day);
        return LocalDate.ofInstant(Instant.ofEpochMilli(calendar.getTimeInMillis()), CHINA);
    }

    private long holidays(int year) {
        return china.entrySet().stream()
                .filter(day -> day.getKey().getYear() == year)
                .filter(day -> day.getValue().kind() == SpecialDay.Kind.HOLIDAY)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new))
                .size();
    }
}

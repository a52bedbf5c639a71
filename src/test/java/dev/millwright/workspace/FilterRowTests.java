package dev.millwright.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.field.PersonRef;
import dev.millwright.field.RecordRef;
import dev.millwright.record.Asker;
import dev.millwright.record.RecordData;
import dev.millwright.record.RelativeDays;
import dev.millwright.record.RelativeDays.Span;
import dev.millwright.shared.BusinessTime;
import dev.millwright.shared.ValueKind;
import dev.millwright.testing.TestPeople;
import dev.millwright.workspace.FilterRow.Test;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class FilterRowTests {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** The evening of the fourth of March in Shanghai, a Wednesday. */
    private static final BusinessTime TIME =
            new BusinessTime(Clock.fixed(Instant.parse("2026-03-04T15:30:00Z"), ZoneId.of("UTC")), ZONE);

    private static final PersonRef SAM = new PersonRef("sam", "Sam Staff");
    private static final RecordData RECORD = new RecordData(
            new UUID(0, 1),
            1,
            // The second of March in Shanghai.
            Instant.parse("2026-03-01T17:00:00Z"),
            SAM,
            Instant.parse("2026-03-02T01:00:00Z"),
            SAM,
            null,
            null,
            "One",
            Map.of(
                    "name",
                    "Drill 5 mm",
                    "price",
                    new BigDecimal("12.50"),
                    "count",
                    3L,
                    "state",
                    "new",
                    "tags",
                    List.of("a", "b"),
                    "guests",
                    List.of(new PersonRef("sam-id", "Sam"), new PersonRef("mia-id", "Mia")),
                    "due",
                    LocalDate.of(2026, 3, 5),
                    "begin",
                    LocalTime.of(8, 5),
                    "place",
                    new RecordRef(new UUID(0, 2), null, "Hall 1"),
                    "done",
                    true));

    @org.junit.jupiter.api.Test
    void judgesTexts() {
        assertThat(matches("name", Test.CONTAINS, "DRILL")).isTrue();
        assertThat(matches("name", Test.STARTS_WITH, "5")).isFalse();
        assertThat(matches("name", Test.IS, "drill 5 mm"))
                .as("letter case counts")
                .isFalse();
        assertThat(matches("place", Test.IS, "Hall 1")).isTrue();
        assertThat(matches("created_by", Test.CONTAINS, "staff")).isTrue();
    }

    @org.junit.jupiter.api.Test
    void judgesNumbersWhateverTheirScale() {
        assertThat(matches("price", Test.IS, new BigDecimal("12.5"))).isTrue();
        assertThat(matches("count", Test.MORE, 2L)).isTrue();
        assertThat(matches("count", Test.BETWEEN, 3L, 4L)).isTrue();
        assertThat(matches("count", Test.LESS, 3L)).isFalse();
    }

    @org.junit.jupiter.api.Test
    void judgesTimesOfDay() {
        assertThat(FilterRow.tests(ValueKind.TIME)).contains(Test.IS, Test.BEFORE, Test.AFTER, Test.BETWEEN);
        assertThat(matches("begin", Test.IS, LocalTime.of(8, 5))).isTrue();
        assertThat(matches("begin", Test.BEFORE, LocalTime.of(8, 5))).isFalse();
        assertThat(matches("begin", Test.AFTER, LocalTime.of(8, 4, 30))).isTrue();
        assertThat(matches("begin", Test.BETWEEN, LocalTime.of(6, 0), LocalTime.of(14, 0)))
                .isTrue();
    }

    @org.junit.jupiter.api.Test
    void judgesMomentsByTheirDayInTheBusinessZone() {
        assertThat(matches("created_at", Test.ON, LocalDate.of(2026, 3, 2))).isTrue();
        assertThat(matches("created_at", Test.BEFORE, LocalDate.of(2026, 3, 2))).isFalse();
        assertThat(matches("due", Test.AFTER, LocalDate.of(2026, 3, 4))).isTrue();
    }

    @org.junit.jupiter.api.Test
    void judgesOptionsAndTruth() {
        assertThat(matches("state", Test.ANY_OF, "worn", "new")).isTrue();
        assertThat(matches("tags", Test.ANY_OF, "b")).isTrue();
        assertThat(matches("tags", Test.NONE_OF, "b")).isFalse();
        assertThat(matches("done", Test.YES)).isTrue();
    }

    @org.junit.jupiter.api.Test
    void takesAnEmptyFieldForNothingButEmptyAndNot() {
        assertThat(matches("gone", Test.EMPTY)).isTrue();
        assertThat(matches("gone", Test.IS_NOT, "x")).isTrue();
        assertThat(matches("gone", Test.NONE_OF, "x")).isTrue();
        assertThat(matches("gone", Test.LESS, 3L)).isFalse();
        assertThat(matches("gone", Test.CONTAINS, "x")).isFalse();
    }

    @org.junit.jupiter.api.Test
    void asksSeveralForAnyAllAndNone() {
        assertThat(matches("tags", Test.ALL_OF, "a", "b")).isTrue();
        assertThat(matches("tags", Test.ALL_OF, "a", "c")).isFalse();
        assertThat(matches("guests", Test.ANY_OF, new PersonRef("mia-id", "Otherwise")))
                .isTrue();
        assertThat(matches("guests", Test.NONE_OF, new PersonRef("dana-id", "Dana")))
                .isTrue();
    }

    @org.junit.jupiter.api.Test
    void meansWhoeverLooks() {
        assertThat(matches("guests", Test.ANY_OF, Asker.ME)).isTrue();
        assertThat(matches("created_by", Test.IS, Asker.ME)).isFalse();
        assertThat(matches("name", Test.STARTS_WITH, Asker.MY_DEPARTMENTS)).isFalse();
    }

    @org.junit.jupiter.api.Test
    void judgesDaysByWhereTheyLieFromToday() {
        assertThat(matches("due", Test.WITHIN, RelativeDays.of(Span.TOMORROW))).isTrue();
        assertThat(matches("due", Test.WITHIN, RelativeDays.of(Span.THIS_WEEK))).isTrue();
        assertThat(matches("due", Test.WITHIN, RelativeDays.of(Span.BEFORE_TODAY)))
                .isFalse();
        assertThat(matches("created_at", Test.WITHIN, new RelativeDays(Span.LAST_DAYS, 3)))
                .as("the second, third and fourth")
                .isTrue();
        assertThat(matches("created_at", Test.WITHIN, new RelativeDays(Span.LAST_DAYS, 2)))
                .isFalse();
        assertThat(matches("gone", Test.WITHIN, RelativeDays.of(Span.TODAY))).isFalse();
    }

    @org.junit.jupiter.api.Test
    void judgesGroups() {
        FilterPart isNew = new FilterRow("state", Test.ANY_OF, List.of("new"));
        FilterPart isMine = new FilterRow("created_by", Test.ANY_OF, List.of(Asker.ME));
        FilterPart isDear = new FilterRow("price", Test.MORE, List.of(new BigDecimal("100")));
        assertThat(new FilterGroup(true, List.of(isNew, isDear)).matches(RECORD, TIME, TestPeople.SAM))
                .isTrue();
        assertThat(new FilterGroup(false, List.of(isNew, isDear)).matches(RECORD, TIME, TestPeople.SAM))
                .isFalse();
        assertThat(new FilterGroup(false, List.of(isNew, new FilterGroup(true, List.of(isMine, isDear))))
                        .matches(RECORD, TIME, TestPeople.SAM))
                .isFalse();
    }

    private static boolean matches(String field, Test test, Object... values) {
        return new FilterRow(field, test, List.of(values)).matches(RECORD, TIME, TestPeople.SAM);
    }
}

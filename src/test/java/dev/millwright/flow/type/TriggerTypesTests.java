package dev.millwright.flow.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.Deadline.Span;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.flow.spi.Subscription;
import dev.millwright.flow.spi.Subscription.Days;
import dev.millwright.shared.Problem;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What starts a flow, as the triggers' settings say it. */
class TriggerTypesTests {

    @Test
    void startsWhenOneFieldGoesFromOneValueToAnother() {
        RecordChangedTriggerType type = new RecordChangedTriggerType();
        assertThat(type.subscription(new RecordChangedTriggerType.Config(List.of("status"), "new", "sold", "")))
                .isEqualTo(new Subscription.Changed(Set.of("status"), "new", "sold", ""));
    }

    @Test
    void asksForNoValuesOfSeveralFields() {
        RecordChangedTriggerType type = new RecordChangedTriggerType();
        assertThat(type.subscription(new RecordChangedTriggerType.Config(List.of("a", "b"), "new", "sold", "")))
                .isEqualTo(new Subscription.Changed(Set.of("a", "b"), null, null, ""));
    }

    private static ScheduleTriggerType.Config schedule(String days, String at) {
        return new ScheduleTriggerType().defaultConfig().withDays(days).withAt(at);
    }

    private static Subscription.Schedule on(Subscription.Days days, LocalTime... at) {
        return new Subscription.Schedule(days, List.of(at));
    }

    @Test
    void readsASchedule() {
        ScheduleTriggerType type = new ScheduleTriggerType();
        assertThat(type.subscription(schedule("working", "8:00")))
                .isEqualTo(on(new Days.OfWeek(Set.of(DayOfWeek.values()), true), LocalTime.of(8, 0)));
        assertThat(type.subscription(schedule("friday", "17:30")))
                .isEqualTo(on(new Days.OfWeek(Set.of(DayOfWeek.FRIDAY), false), LocalTime.of(17, 30)));
        assertThat(type.subscription(schedule("month-day", "8:00").withDay(1L)))
                .isEqualTo(on(new Days.OfMonth(1, false), LocalTime.of(8, 0)));
        assertThat(type.subscription(schedule("month-last-working", "17:00")))
                .isEqualTo(on(new Days.OfMonth(-1, true), LocalTime.of(17, 0)));
        assertThat(type.validate(schedule("every", "eight")).hasErrors()).isTrue();
        assertThat(type.validate(schedule("every", "23:59")).hasErrors()).isFalse();
    }

    @Test
    void repeatsWithinTheDayOnly() {
        ScheduleTriggerType type = new ScheduleTriggerType();
        assertThat(schedule("working", "8:00").withEvery(2L).times())
                .extracting(LocalTime::getHour)
                .containsExactly(8, 10, 12, 14, 16, 18);
        assertThat(schedule("working", "08:30").withEvery(5L).withUntil("23:59").times())
                .extracting(LocalTime::toString)
                .containsExactly("08:30", "13:30", "18:30", "23:30");
        assertThat(schedule("working", "20:00")
                        .withEvery(12L)
                        .withUntil("23:00")
                        .times())
                .hasSize(1);
        assertThat(type.validate(schedule("working", "8:00").withEvery(2L)).hasErrors())
                .isFalse();
        assertThat(type.validate(schedule("working", "8:00").withEvery(2L).withUntil("late")))
                .extracting(Problem::path)
                .containsExactly("until");
        assertThat(type.validate(schedule("working", "8:00").withEvery(2L).withUntil("9:00")))
                .extracting(Problem::path)
                .containsExactly("until");
    }

    @Test
    void countsDaysBeforeADate() {
        assertThat(new DateFieldTriggerType().subscription(new DateFieldTriggerType.Config("due_on", -3L, "08:00", "")))
                .isEqualTo(new Subscription.DateField("due_on", -3, LocalTime.of(8, 0), ""));
    }

    @Test
    void waitsForWhatIsChosenOnly() {
        WaitNodeType type = new WaitNodeType();
        assertThat(type.validate(type.defaultConfig()).hasErrors()).isTrue();
        assertThat(type.behaviour(
                        new WaitNodeType.Config("field", new Span(1, Unit.DAYS, true), "due_on", -1L, "ignored")))
                .hasToString("Wait[until=Field[field=due_on, days=-1]]");
    }
}

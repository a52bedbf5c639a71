package dev.millwright.flow.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millwright.flow.Deadline.Span;
import dev.millwright.flow.Deadline.Unit;
import dev.millwright.flow.spi.Subscription;
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

    @Test
    void readsASchedule() {
        ScheduleTriggerType type = new ScheduleTriggerType();
        assertThat(type.subscription(new ScheduleTriggerType.Config("working", "8:00")))
                .isEqualTo(new Subscription.Schedule(Set.of(DayOfWeek.values()), true, LocalTime.of(8, 0)));
        assertThat(type.subscription(new ScheduleTriggerType.Config("friday", "17:30")))
                .isEqualTo(new Subscription.Schedule(Set.of(DayOfWeek.FRIDAY), false, LocalTime.of(17, 30)));
        assertThat(type.validate(new ScheduleTriggerType.Config("every", "eight"))
                        .hasErrors())
                .isTrue();
        assertThat(type.validate(new ScheduleTriggerType.Config("every", "23:59"))
                        .hasErrors())
                .isFalse();
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
